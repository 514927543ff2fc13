package slipway.local.agentcore.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Takes files away. */
final class Folders {
    private Folders() {}

    /** Deletes what is there, if anything is, with everything below; links are not followed. */
    static void delete(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> below;
        try (Stream<Path> files = Files.walk(file)) {
            below = files.toList().reversed();
        }
        for (Path each : below) {
            Files.deleteIfExists(each);
        }
    }
}
