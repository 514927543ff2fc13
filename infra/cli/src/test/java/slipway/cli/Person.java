package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import slipway.cli.command.Surroundings;
import slipway.cli.screen.Screen;
import slipway.time.Pauses;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Types commands, and reads what they print. Time passes only while the command pauses, if nothing else is said. */
final class Person {
    static final Path ROOT = Path.of(System.getProperty("slipway.root"));
    /** What {@code scripts/synth.sh} wrote, or what a proof has put in its place. */
    static final Path ASSEMBLY = Path.of(System.getProperty(
            "slipway.assembly", ROOT.resolve("infra/cdk/target/cdk.out").toString()));

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Map<String, String> variables = new HashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private AwsCredentialsProvider credentials = () -> AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "token-7");
    private Path root = ROOT;
    private boolean terminal;
    private int patience = Integer.MAX_VALUE;
    private Instant now = NOW;
    private InstantSource clock = () -> now;
    private Pauses between = any -> {};

    /** What a command printed, and how it ended. */
    record Seen(int exit, String out, String err) {}

    /** Knows the double's address, as one knows the local cloud's. */
    static Person at(AwsDouble aws) {
        return at(aws.uri());
    }

    static Person at(URI endpoint) {
        return new Person().with("AWS_ENDPOINT_URL", endpoint.toString());
    }

    /** Where time passes by itself, so that there is something to wait for. */
    Person livingBy(InstantSource time, Pauses waits) {
        clock = time;
        between = waits;
        return this;
    }

    Person with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** In another checkout. */
    Person in(Path project) {
        root = project;
        return this;
    }

    Person with(AwsCredentialsProvider others) {
        credentials = others;
        return this;
    }

    Person atATerminal() {
        terminal = true;
        return this;
    }

    /** Presses Ctrl-C after so many pauses. */
    Person leavingAfter(int looks) {
        patience = looks;
        return this;
    }

    List<Duration> pauses() {
        return pauses;
    }

    Seen types(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = command(new Screen(new PrintWriter(out), new PrintWriter(err), terminal))
                .execute(arguments);
        // The interrupt that ended a watch is the command's own.
        Thread.interrupted();
        return new Seen(exit, out.toString(), err.toString());
    }

    CommandLine command(Screen screen) {
        return Commands.of(new Surroundings(root, variables, profile -> credentials, screen, clock, this::pause));
    }

    private synchronized void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
        between.pause(duration);
        if (pauses.size() >= patience) {
            Thread.currentThread().interrupt();
        }
    }
}
