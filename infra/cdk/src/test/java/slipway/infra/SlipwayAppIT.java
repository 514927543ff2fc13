package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app in a JVM of its own: the order of unordered collections changes from one JVM to the next. */
class SlipwayAppIT {

    @Test
    void theSameInputGivesTheSameBytesWhereverItRuns(@TempDir Path folder) throws Exception {
        var run = synthesize(folder, "local");

        assertThat(run.exit()).as(run.output()).isZero();
        var files = files(folder.resolve("cdk.out"));
        assertThat(files).containsKeys("manifest.json", "SlipwayControlPlane.template.json");
        assertThat(files).isEqualTo(files(Synthesis.assembly()));
        assertThat(files.values())
                .noneMatch(
                        content -> content.contains(folder.toString()) || content.contains(Synthesis.ROOT.toString()));
    }

    @Test
    void anEnvironmentThatIsNotThereIsToldInOneLine(@TempDir Path folder) throws Exception {
        var run = synthesize(folder, "mars");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains("no environment 'mars': the file has [local]")
                .doesNotContain("\tat ");
    }

    private record Run(int exit, String output) {}

    private static Run synthesize(Path folder, String environment) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Dslipway.root=" + Synthesis.ROOT,
                        "-Dslipway.functions=" + Synthesis.placeholder(folder),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlipwayApp.class.getName(),
                        environment,
                        folder.resolve("cdk.out").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static Map<String, String> files(Path assembly) throws Exception {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(assembly)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        assembly.relativize(path).toString(),
                        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
