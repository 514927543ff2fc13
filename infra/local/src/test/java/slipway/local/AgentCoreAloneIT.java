package slipway.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar, and the examples of its page as they stand there. */
class AgentCoreAloneIT {
    private static final Path MODULE = Path.of(System.getProperty("slipway.root"), "infra", "local");
    private static final Path JAR = MODULE.resolve("target/slipway-agentcore.jar");
    private static final Pattern READY = Pattern.compile("ready at (http://127\\.0\\.0\\.1:\\d+) in .*");
    private static final String ANSWER = "{\"answer\":\"ok\",\"version\":\"1\"}";

    private static Process jar;
    private static String uri;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        jar = new ProcessBuilder(java(), "-jar", JAR.toString(), "--port", "0", "--scale", "60")
                .redirectErrorStream(true)
                .start();
        BufferedReader told = jar.inputReader(UTF_8);
        StringBuilder all = new StringBuilder();
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            all.append(line).append('\n');
            Matcher ready = READY.matcher(line.strip());
            if (ready.matches()) {
                uri = ready.group(1);
                return;
            }
        }
        throw new AssertionError("The jar ended before it was ready:\n" + all);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        jar.destroy();
        assertThat(jar.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theExampleInJavaAsksAnAgent() throws Exception {
        Path source = Files.writeString(folder.resolve("Ask.java"), example("java"));

        assertThat(run(java(), "-cp", System.getProperty("java.class.path"), source.toString()))
                .endsWith(ANSWER);
    }

    @Test
    void theExampleInJavaScriptAsksAnAgent() throws Exception {
        // Modules look for packages in the folders above the file.
        Files.createSymbolicLink(folder.resolve("node_modules"), MODULE.resolve("src/test/javascript/node_modules"));
        Path source = Files.writeString(folder.resolve("ask.mjs"), example("js"));

        assertThat(run("node", source.toString())).endsWith(ANSWER);
    }

    private static String example(String language) throws IOException {
        String page = Files.readString(MODULE.resolve("README.md"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).as("an example in " + language).isTrue();
        return block.group(1);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder example = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        example.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", uri,
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_REGION", "eu-central-1"));
        Process process = example.start();
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told.strip();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
