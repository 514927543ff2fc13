package slipway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import slipway.cli.command.Surroundings;
import slipway.cli.screen.Screen;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/** Starts the command. The script says where the project is, and whether a terminal is there. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Commands.of(surroundings()).execute(arguments));
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                Path.of(System.getProperty("slipway.root", "")).toAbsolutePath(),
                System.getenv(),
                Main::credentials,
                new Screen(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        Boolean.getBoolean("slipway.terminal")),
                InstantSource.system(),
                Main::pause);
    }

    private static AwsCredentialsProvider credentials(Optional<String> profile) {
        return profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
