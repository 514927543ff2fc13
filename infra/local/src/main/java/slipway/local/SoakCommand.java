package slipway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.local.soak.Plan;
import slipway.local.soak.Report;
import slipway.local.soak.Soak;

/** Soaks the control plane. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Let much happen at once and fail in every way, and check what must hold all the same.")
final class SoakCommand implements Callable<Integer> {
    private static final Duration SETTLING = Duration.ofMinutes(3);

    @Option(names = "--assembly", required = true, paramLabel = "FOLDER", description = "What cdk synth wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path assembly;

    @Option(
            names = "--minutes",
            defaultValue = "1",
            description = "How long things happen and fail (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Decides what (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--scale",
            defaultValue = "60",
            description = "How much faster time runs (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Override
    public Integer call() throws IOException {
        PrintStream out = Main.out();
        Duration load =
                Duration.ofMillis(Math.round(minutes * Duration.ofMinutes(1).toMillis()));
        try (LocalCloud cloud = Main.start(assembly, scale, out)) {
            Report report = new Soak(cloud, Main.PLACE, new Plan(seed, load, SETTLING), out).run();
            report.print(out);
            return report.violations().isEmpty() ? 0 : 1;
        }
    }
}
