package slipway.local.story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import slipway.local.ecr.FolderLayer;
import slipway.local.ecr.ProgramSpec;

/** The sample's agents that are real programs, as images. Each is packed once; its versions differ by a variable. */
final class SamplePrograms {
    private static final String APP = "app";
    /** What a package brings for those who develop with it. */
    private static final Set<String> NOT_RUN = Set.of(".md", ".map", ".d.ts", ".d.mts", ".d.cts");

    private final Path agents;
    private @Nullable FolderLayer assistant;
    private @Nullable FolderLayer workflow;

    /** @param agents the project's folder {@code infra/local/agents} */
    SamplePrograms(Path agents) {
        this.agents = agents;
    }

    /** Those of the project that this runs in. */
    static SamplePrograms ofThisProject() {
        String root = System.getProperty("slipway.root");
        if (root == null) {
            throw new IllegalStateException(
                    "The system property slipway.root is missing: it must say where the project lies, as scripts/local.sh does");
        }
        return new SamplePrograms(Path.of(root, "infra", "local", "agents"));
    }

    /** An agent on AWS's agent SDK, on Node.js. */
    ProgramSpec assistant(String version) {
        if (assistant == null) {
            Path folder = agents.resolve("assistant");
            if (!Files.isDirectory(folder.resolve("node_modules"))) {
                throw new IllegalStateException(
                        "The npm packages of %s are missing; run scripts/setup.sh".formatted(folder));
            }
            assistant = FolderLayer.of(folder, APP, file -> NOT_RUN.stream().noneMatch(file.toString()::endsWith));
        }
        return spec(assistant, List.of("node", "agent.js"), version);
    }

    /** An agent in plain Java, compiled when it is first asked for. */
    ProgramSpec workflow(String version) {
        if (workflow == null) {
            workflow = compiled(agents.resolve("workflow"));
        }
        return spec(workflow, List.of("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "Agent"), version);
    }

    private static ProgramSpec spec(FolderLayer layer, List<String> entrypoint, String version) {
        return new ProgramSpec(layer, entrypoint, "/" + APP, Map.of("AGENT_VERSION", version), ProgramSpec.RUNS);
    }

    /** Its {@code Agent}, and what that needs of the folder. */
    private static FolderLayer compiled(Path folder) {
        Path source = folder.resolve("Agent.java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            Path classes = Files.createTempDirectory("slipway-agent");
            try {
                int result = compiler.run(
                        null,
                        said,
                        said,
                        "-proc:none",
                        "-sourcepath",
                        folder.toString(),
                        "-d",
                        classes.toString(),
                        source.toString());
                if (result != 0) {
                    throw new IllegalStateException(
                            "%s does not compile: %s".formatted(source, said.toString(StandardCharsets.UTF_8)));
                }
                return FolderLayer.of(classes, APP, _ -> true);
            } finally {
                try (var files = Files.walk(classes)) {
                    files.toList().reversed().forEach(file -> file.toFile().delete());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be compiled".formatted(source), e);
        }
    }
}
