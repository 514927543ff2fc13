package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the JVMs of a deployable load and link when they start, kept in a file that halves the work of the next start. The
 * first JVM that finds none records it over its first event, and writes it when it ends.
 *
 * <p>Only classes of the class path come from an archive, so a function's jars stand there too. On AWS a loader of the
 * function's own finds them, whose parent is the class path's.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: ahead-of-time command-line ergonomics</a>
 */
final class StartArchive {
    private final String classPath;
    private final Path file;
    private final AtomicBoolean recording = new AtomicBoolean();

    /** @param home a folder to keep the archive in, which lives as long as the jars */
    StartArchive(Path home, List<Path> interfaceClient, List<Path> jars) throws IOException {
        List<Path> all = Stream.concat(interfaceClient.stream(), jars.stream()).toList();
        this.classPath = all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        // A JVM takes no archive of another build, nor of other or younger jars, so each has a name of its own.
        StringBuilder made = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path jar : all) {
            made.append('\n').append(jar).append(Files.getLastModifiedTime(jar));
        }
        this.file = home.resolve(UUID.nameUUIDFromBytes(made.toString().getBytes(UTF_8)) + ".aot");
    }

    /**
     * How one JVM starts.
     *
     * @param draft the archive that this one records; null for all but one
     */
    record Start(
            String classPath,
            List<String> options,
            @Nullable Path draft) {
        /** No archive: the interface client alone loads the function's code. */
        static Start without() {
            return new Start(InterfaceClient.classPath(), List.of(), null);
        }

        boolean records() {
            return draft != null;
        }
    }

    Start next() {
        if (Files.exists(file)) {
            return new Start(classPath, List.of("-XX:AOTCache=" + file), null);
        }
        if (recording.compareAndSet(false, true)) {
            Path draft = file.resolveSibling(UUID.randomUUID() + ".draft");
            return new Start(classPath, List.of("-XX:AOTCacheOutput=" + draft), draft);
        }
        return new Start(classPath, List.of(), null);
    }

    /**
     * The JVM that recorded is gone.
     *
     * @param written whether it ended in peace; if not, another one may record
     */
    void recorded(Start start, boolean written) {
        try {
            Path draft = start.draft();
            if (draft != null && written && Files.exists(draft)) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } else if (draft != null) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            recording.set(false);
        }
    }
}
