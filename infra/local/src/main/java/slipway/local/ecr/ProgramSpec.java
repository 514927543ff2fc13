package slipway.local.ecr;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An arm64 image with a program in it, in one layer. The same spec is the same image, digest included.
 *
 * @param entrypoint program and arguments, for example {@code node, agent.js}
 * @param workingDirectory where it starts, for example {@code /app}
 * @param environment of the image's configuration
 * @param labels of the image's configuration
 */
public record ProgramSpec(
        FolderLayer layer,
        List<String> entrypoint,
        String workingDirectory,
        Map<String, String> environment,
        Map<String, String> labels) {
    /** What lets AgentCore on this machine run it as a process. */
    public static final Map<String, String> RUNS = Map.of("slipway.local.run", "process");

    public ProgramSpec {
        entrypoint = List.copyOf(entrypoint);
        environment = new TreeMap<>(environment);
        labels = new TreeMap<>(labels);
    }
}
