package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
            repository.blobs().forEach(this::write);
            all.put(repository.name(), repository.contents());
        }
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
        for (Contents.Pushed pushed : contents.manifests()) {
            for (String digest :
                    Manifest.of(pushed.bytes(), pushed.mediaType(), pushed.at()).blobs()) {
                read.computeIfAbsent(digest, this::read);
            }
        }
        return read;
    }

    private void write(String digest, byte[] content) {
        if (!written.add(digest)) {
            return;
        }
        try {
            Files.createDirectories(blobs);
            Files.write(file(digest), content);
        } catch (IOException e) {
            written.remove(digest);
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(String digest) {
        try {
            return Files.readAllBytes(file(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("The state has lost the blob " + digest, e);
        }
    }

    private Path file(String digest) {
        return blobs.resolve(digest.replace(':', '-'));
    }
}
