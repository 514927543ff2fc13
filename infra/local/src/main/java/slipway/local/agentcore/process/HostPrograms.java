package slipway.local.agentcore.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The programs that come from this machine and not from an image, whose own would be for arm64.
 *
 * @param path of this machine, as the environment variable has it
 * @param javaHome of the JDK that {@code java} is
 */
record HostPrograms(String path, Path javaHome) {

    /** {@code node} from the PATH, {@code java} from the JDK that runs this. */
    static HostPrograms ofThisMachine() {
        String path = System.getenv("PATH");
        return new HostPrograms(path == null ? "" : path, Path.of(System.getProperty("java.home")));
    }

    /** The program, if it is one that this machine is asked for. */
    Optional<Path> find(String name) throws StartFailed {
        return switch (name) {
            case "java" -> Optional.of(javaHome.resolve("bin").resolve("java"));
            case "node" -> Optional.of(node());
            default -> Optional.empty();
        };
    }

    private Path node() throws StartFailed {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> StartFailed.died("The image's program is node, and this machine has none on its"
                        + " PATH; install Node.js 20 or newer, then start the local cloud again"));
    }
}
