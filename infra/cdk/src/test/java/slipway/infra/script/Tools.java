package slipway.infra.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The real tools of this machine. */
final class Tools {
    /** Links to what the scripts may take from the system, and to nothing else; made once for all tests. */
    static final Path FOLDER = link("awk basename bash cat cp date dirname git ls mkdir mktemp node rm sed wc");

    private Tools() {}

    static Optional<Path> find(String tool) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder).resolve(tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path link(String tools) {
        try {
            var folder = Files.createTempDirectory("slipway-tools");
            for (var tool : tools.split(" ", -1)) {
                var real = find(tool).orElseThrow(() -> new AssertionError(tool + " is not on the path"));
                Files.createSymbolicLink(folder.resolve(tool), real);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
