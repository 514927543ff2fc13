package slipway.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that nobody here wrote, run with the administrator's key. */
final class Program {
    static final Path JAVASCRIPT =
            Path.of(System.getProperty("slipway.root"), "infra", "local", "src", "test", "javascript");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Program() {}

    /** What it printed; it must end well, and in time. */
    static String run(URI cloud, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(JAVASCRIPT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().remove("AWS_SESSION_TOKEN");
        builder.environment().put("AWS_ENDPOINT_URL", cloud.toString());
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("AWS_REGION", "eu-central-1");
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String printed = Files.readString(out, UTF_8);
            assertThat(ended)
                    .as("%s, which printed %s", List.of(command), printed)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s, which printed %s", List.of(command), printed)
                    .isZero();
            return printed;
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }

    /** Runs a script of the folder. */
    static String node(URI cloud, String script, String... arguments) throws IOException, InterruptedException {
        assertThat(JAVASCRIPT.resolve("node_modules"))
                .as("the AWS SDK for JavaScript; this installs it: scripts/setup.sh tests")
                .isDirectory();
        String[] command = new String[arguments.length + 3];
        command[0] = "node";
        command[1] = "--no-warnings";
        command[2] = script;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return run(cloud, command);
    }
}
