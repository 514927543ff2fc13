package slipway.local.lambda;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function's code, where a JVM finds it.
 *
 * @param taskRoot the folder that the interface client loads classes and {@code lib/*.jar} from, as on AWS
 * @param jars the same code as jars alone, in the same order; empty where it was given as a folder
 * @param sha256 of the archive, in Base64; of nothing where it was given as a folder
 * @param size bytes of the archive
 * @param archive what JVMs that load these jars start from; null where there are none
 */
record Deployable(
        Path taskRoot,
        List<Path> jars,
        String sha256,
        long size,
        @Nullable StartArchive archive) {

    StartArchive.Start start() {
        return archive == null ? StartArchive.Start.without() : archive.next();
    }

    /** @param written whether a JVM that recorded ended in peace */
    void ended(StartArchive.Start start, boolean written) {
        if (archive != null && start.records()) {
            archive.recorded(start, written);
        }
    }
}
