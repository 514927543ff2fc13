package slipway.local.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one cloud at a time keeps its state, a file for each part. Written when the cloud ends and every few seconds
 * before, so that little is lost to a kill; each file is whole at any time.
 */
public final class StateFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    /** Raised when the files mean something else than before. */
    private static final int SCHEMA = 1;

    private static final String ABOUT = "cloud";
    private static final int SECONDS_BETWEEN = 2;

    private final Path folder;
    private final FileChannel lock;
    private final Map<String, byte[]> written = new HashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("state").factory());
    private Runnable atEnd = () -> {};

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process; it is made when it is not there.
     *
     * @throws IllegalArgumentException when another cloud has it, or a cloud of another version wrote it
     */
    public static StateFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new IllegalArgumentException(
                    "Another local cloud keeps its state in %s: stop it, or name another folder".formatted(folder), e);
        }
        StateFolder state = new StateFolder(folder, lock);
        int schema = state.read(ABOUT).path("schema").asInt(SCHEMA);
        if (schema != SCHEMA) {
            lock.close();
            throw new IllegalArgumentException(
                    "The state in %s has the schema %d; this local cloud knows %d: delete the folder, or name another one"
                            .formatted(folder, schema, SCHEMA));
        }
        return state;
    }

    /** A folder below it for what is no single file. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** The cloud's time when it was last written: time goes on from there, however fast it ran. */
    public Instant time() {
        JsonNode time = read(ABOUT).path("time");
        return time.isMissingNode() ? Instant.MIN : Instant.parse(time.asText());
    }

    /** Gives every part back what it held, and keeps what it will hold. */
    public void keep(List<Kept> parts, InstantSource clock) {
        for (Kept part : parts) {
            JsonNode contents = read(part.name());
            if (!contents.isMissingNode()) {
                part.restore(contents);
            }
        }
        atEnd = () -> save(parts, clock);
        var _ = writer.scheduleWithFixedDelay(atEnd, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    private synchronized void save(List<Kept> parts, InstantSource clock) {
        parts.forEach(part -> save(part.name(), part::contents));
        save(
                ABOUT,
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("schema", SCHEMA)
                        .put("time", clock.instant().toString()));
    }

    /** One part that cannot be kept is no reason to lose the others. */
    private void save(String name, Supplier<JsonNode> contents) {
        try {
            write(name, contents.get());
        } catch (IOException | RuntimeException e) {
            LOG.error("{} could not be kept in {}", name, folder, e);
        }
    }

    private void write(String name, JsonNode contents) throws IOException {
        byte[] bytes = Kept.JSON.writeValueAsBytes(contents);
        if (Arrays.equals(bytes, written.get(name))) {
            return;
        }
        Path whole = Files.write(folder.resolve(name + ".json.new"), bytes);
        Files.move(whole, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written.put(name, bytes);
    }

    private JsonNode read(String name) {
        try {
            return Files.exists(file(name))
                    ? Kept.JSON.readTree(Files.readAllBytes(file(name)))
                    : JsonNodeFactory.instance.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException("The state in %s cannot be read".formatted(file(name)), e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }

    /** Writes a last time, and lets the folder go. */
    @Override
    public void close() {
        if (!lock.isOpen()) {
            return;
        }
        writer.shutdown();
        atEnd.run();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
