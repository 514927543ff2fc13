package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import slipway.local.ecr.Repository.Contents;
import slipway.local.state.Kept;

/**
 * The images of every repository; a repository has them again as soon as it is made again, by its stack or by anybody.
 * A blob is a file of its own, named by its digest and written once.
 */
public final class KeptImages implements Kept {
    private final Repositories repositories;
    private final Path blobs;
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Map<String, Contents> waiting = new ConcurrentHashMap<>();

    /** @param blobs the folder for the blobs */
    public KeptImages(Repositories repositories, Path blobs) {
        this.repositories = repositories;
        this.blobs = blobs;
        repositories.restore(this::filler);
    }

    @Override
    public String name() {
        return "images";
    }

    @Override
    public JsonNode contents() {
        Map<String, Contents> all = new TreeMap<>(waiting);
        for (Repository repository : repositories.all()) {
            Contents contents = repository.contents();
            digests(contents).forEach(digest -> repository.blob(digest).ifPresent(content -> write(digest, content)));
            all.put(repository.name(), contents);
        }
        forgetOthers(all.values());
        return JSON.valueToTree(all);
    }

    @Override
    public void restore(JsonNode contents) {
        contents.properties()
                .forEach(one -> waiting.put(one.getKey(), JSON.convertValue(one.getValue(), Contents.class)));
    }

    private Optional<Consumer<Repository>> filler(String name) {
        return Optional.ofNullable(waiting.remove(name))
                .map(contents -> repository -> repository.restore(contents, blobsOf(contents)));
    }

    private Map<String, byte[]> blobsOf(Contents contents) {
        Map<String, byte[]> read = new HashMap<>();
        digests(contents).forEach(digest -> read.put(digest, read(digest)));
        return read;
    }

    /** What no image is made of any more. */
    private void forgetOthers(Collection<Contents> all) {
        Set<String> wanted = new HashSet<>();
        all.forEach(contents -> wanted.addAll(digests(contents)));
        for (String digest : Set.copyOf(written)) {
            if (!wanted.contains(digest) && written.remove(digest)) {
                file(digest).toFile().delete();
            }
        }
    }

    private static Set<String> digests(Contents contents) {
        Set<String> digests = new HashSet<>();
        for (Contents.Pushed pushed : contents.manifests()) {
            digests.addAll(
                    Manifest.of(pushed.bytes(), pushed.mediaType(), pushed.at()).blobs());
        }
        return digests;
    }

    private void write(String digest, byte[] content) {
        if (!written.add(digest)) {
            return;
        }
        try {
            Files.createDirectories(blobs);
            // Whole at any time: a kill in the middle must not spoil what is kept.
            Path whole = Files.write(blobs.resolve(UUID.randomUUID() + ".new"), content);
            Files.move(whole, file(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            written.remove(digest);
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(String digest) {
        try {
            byte[] content = Files.readAllBytes(file(digest));
            if (!Digests.of(content).equals(digest)) {
                throw new IllegalArgumentException(
                        "The state is damaged: %s does not hold what its name says. Delete the state's folder, and push again"
                                .formatted(file(digest)));
            }
            written.add(digest);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("The state has lost the blob " + digest, e);
        }
    }

    private Path file(String digest) {
        return blobs.resolve(digest.replace(':', '-'));
    }
}
