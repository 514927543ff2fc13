package slipway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.agentcore.models.GrantedOperations;
import slipway.local.assembly.Progress;
import slipway.local.cost.Bill;
import slipway.local.cost.IdleMonth;
import slipway.local.cost.Prices;
import slipway.local.edge.Place;
import slipway.local.story.CountedRollout;
import slipway.local.story.Sample;
import slipway.local.story.Story;

/** The local cloud's command: tell the story, or serve. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "Runs a synthesized assembly on this machine: no AWS account, no Docker.",
        subcommands = {Main.Tell.class, Main.Serve.class, Main.Cost.class})
public final class Main {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final int SCALE = 30;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    private static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    private static LocalCloud start(Path assembly, int port, int scale, PrintStream out) throws IOException {
        long began = System.nanoTime();
        Progress progress = (wanted, made, done, total) -> {
            if (done == total) {
                out.printf("  %s: %d resources%n", wanted.stack(), total);
            }
        };
        LocalCloud cloud = new LocalCloud(assembly, PLACE, port, scale, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        Sample.deployControlPlane(cloud);
        out.printf(
                "  ready at %s in %.1f s%n",
                cloud.uri(), Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
        return cloud;
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
            try (LocalCloud cloud = start(assembly, 0, scale, out)) {
                Story story = new Story(cloud, PLACE, out);
                boolean whole = story.tell() == story.size();
                return cloud.exchanges()
                                        .map(recorder -> judged(recorder, cloud, out))
                                        .orElse(true)
                                && whole
                        ? 0
                        : 1;
            }
        }

        private static boolean judged(ExchangeRecorder recorder, LocalCloud cloud, PrintStream out) {
            out.println(recorder.report());
            recorder.violations().forEach(out::println);
            Set<String> unseen = recorder.unseen(GrantedOperations.of(cloud.assembly()));
            unseen.forEach(operation -> out.println("a role may call it, but no exchange was seen: " + operation));
            return recorder.violations().isEmpty() && unseen.isEmpty();
        }
    }

    /** Keeps the cloud running. */
    @Command(
            name = "serve",
            mixinStandardHelpOptions = true,
            description = "Keep the cloud running until it is interrupted.")
    static final class Serve implements Callable<Integer> {
        @Option(names = "--assembly", required = true, paramLabel = "FOLDER", description = "What cdk synth wrote.")
        @SuppressWarnings("NullAway.Init")
        private Path assembly;

        @Option(names = "--port", defaultValue = "4566", description = "The one port (default: ${DEFAULT-VALUE}).")
        private int port;

        @Option(
                names = "--scale",
                defaultValue = "10",
                description = "How much faster time runs (default: ${DEFAULT-VALUE}).")
        private int scale;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintStream out = out();
            LocalCloud cloud = start(assembly, port, scale, out);
            out.println("  pushing the sample's first images and deploying its agents");
            Sample.begin(cloud);
            out.printf(
                    """

                    Watch it, and push to it, at %s/
                    Any AWS SDK or command reaches it with
                      export AWS_ENDPOINT_URL=%s AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=%s
                    Push images to %s with the user AWS and the password test. Ctrl-C stops it.
                    """, cloud.uri(), cloud.uri(), PLACE.region(), cloud.uri().getAuthority());
            new CountDownLatch(1).await();
            return 0;
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
            try (LocalCloud cloud = start(assembly, 0, SCALE, out)) {
                Map<String, Double> rollout = CountedRollout.usage(cloud, PLACE, out);
                Map<String, Double> month = IdleMonth.usage(cloud.assembly(), Sample.CONTROL_PLANE);
                out.printf("%nAWS's list prices in %s, %s%n", prices.region(), prices.asOf());
                Bill.of("One rollout", rollout, prices).print(out);
                Bill.of("A month in which nothing happens", month, prices).print(out);
            }
            return 0;
        }
    }
}
