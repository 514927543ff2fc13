package slipway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.Progress;
import slipway.local.bench.Bench;
import slipway.local.cost.Bill;
import slipway.local.cost.IdleMonth;
import slipway.local.cost.Prices;
import slipway.local.edge.Place;
import slipway.local.story.Counted;
import slipway.local.story.Sample;
import slipway.local.story.Telling;

/** The local cloud's command: tell the story, or serve. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "Runs a synthesized assembly on this machine: no AWS account, no Docker.",
        subcommands = {
            Main.Tell.class,
            Serve.class,
            ServeAgentCore.class,
            SoakCommand.class,
            Main.Cost.class,
            Bench.class
        })
public final class Main {
    /** The account and Region that every command plays. */
    static final Place PLACE = new Place("111122223333", "eu-central-1");

    private static final int SCALE = 30;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(new CommandLine(new Main()), arguments));
    }

    /** What went wrong for a reason that a person can mend is told in a sentence; all else with its trace. */
    static int execute(CommandLine command, String... arguments) {
        return command.setExecutionExceptionHandler((problem, line, parsed) -> {
                    if (problem instanceof IllegalArgumentException || problem instanceof DeploymentFailed) {
                        line.getErr().println(problem.getMessage());
                        return 1;
                    }
                    throw problem;
                })
                .execute(arguments);
    }

    static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    /** A cloud with the sample's control plane and repositories, which ends with this process. */
    static LocalCloud start(Path assembly, int scale, PrintStream out) throws IOException {
        long began = System.nanoTime();
        LocalCloud cloud = new LocalCloud(assembly, PLACE, 0, scale, told(out));
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        Sample.deployControlPlane(cloud);
        ready(cloud.uri(), began, out);
        return cloud;
    }

    /** A line for every stack that is there. */
    static Progress told(PrintStream out) {
        return (wanted, made, done, total) -> {
            if (done == total) {
                out.printf("  %s: %d resources%n", wanted.stack(), total);
            }
        };
    }

    static void ready(URI uri, long beganNanos, PrintStream out) {
        double seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toMillis() / 1000.0;
        out.printf("  ready at %s in %.1f s%n", uri, seconds);
    }

    /** Tells the story. */
    @Command(name = "story", mixinStandardHelpOptions = true, description = "Tell the story and check how it ends.")
    static final class Tell implements Callable<Integer> {
        @Option(names = "--assembly", required = true, paramLabel = "FOLDER", description = "What cdk synth wrote.")
        @SuppressWarnings("NullAway.Init")
        private Path assembly;

        @Option(
                names = "--scale",
                defaultValue = "30",
                description = "How much faster time runs (default: ${DEFAULT-VALUE}).")
        private int scale;

        @Override
        public Integer call() throws IOException {
            PrintStream out = out();
            try (LocalCloud cloud = start(assembly, scale, out)) {
                return Telling.isWhole(cloud, PLACE, out) ? 0 : 1;
            }
        }
    }

    /** Prices what it counts. */
    @Command(
            name = "cost",
            mixinStandardHelpOptions = true,
            description = "Count what a rollout and an idle month take, and price it.")
    static final class Cost implements Callable<Integer> {
        @Option(names = "--assembly", required = true, paramLabel = "FOLDER", description = "What cdk synth wrote.")
        @SuppressWarnings("NullAway.Init")
        private Path assembly;

        @Override
        public Integer call() throws IOException {
            PrintStream out = out();
            Prices prices = Prices.load();
            try (LocalCloud cloud = start(assembly, SCALE, out)) {
                Counted counted = new Counted(cloud, PLACE, out);
                Map<String, Double> rollout = counted.rollout();
                Map<String, Double> month = IdleMonth.usage(cloud.assembly(), Sample.CONTROL_PLANE, counted.sweep());
                out.printf("%nAWS's list prices in %s, %s%n", prices.region(), prices.asOf());
                Bill.of("One rollout", rollout, prices).print(out);
                Bill.of("A month in which nothing happens", month, prices).print(out);
            }
            return 0;
        }
    }
}
