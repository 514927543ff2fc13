package slipway.local.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.local.LocalCloud;
import slipway.local.assembly.Assembly;
import slipway.local.cost.Bill;
import slipway.local.cost.IdleMonth;
import slipway.local.cost.Prices;
import slipway.local.edge.Place;
import slipway.local.story.Counted;
import slipway.local.story.Sample;
import slipway.local.story.TimedPushes;
import slipway.local.story.TimedPushes.Timed;

/** Measures the budgets. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measure the budgets, and say which are met.")
public final class Bench implements Callable<Integer> {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final double WARM_MILLIS = 1000;
    private static final double COLD_MILLIS = 5000;
    private static final double DEPLOYABLE_MB = 20;
    private static final double ROLLOUT_USD = 0.01;
    private static final double MB = 1e6;
    /** Where only the calls count, time may run. */
    private static final int FAST = 30;

    @Option(names = "--assembly", required = true, paramLabel = "FOLDER", description = "What cdk synth wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path assembly;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "FOLDER",
            description = "The deployable, unpacked, with the handlers that it is compared with.")
    @SuppressWarnings("NullAway.Init")
    private Path task;

    @Option(names = "--root", required = true, paramLabel = "FOLDER", description = "The project.")
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Option(names = "--synth", required = true, paramLabel = "CLASSPATH", description = "Of the CDK app.")
    @SuppressWarnings("NullAway.Init")
    private String synth;

    @Option(
            names = "--functions",
            required = true,
            paramLabel = "CLASSPATH",
            description = "Of the functions and their tests.")
    @SuppressWarnings("NullAway.Init")
    private String functions;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Of: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--runs", defaultValue = "5", description = "Of each start and push (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
    private @Nullable Path json;

    private final PrintStream out = System.out;

    /** What can be measured by itself. */
    enum Part {
        STARTS,
        PUSH,
        SYNTHESIS,
        DEPLOYABLE,
        PRICE,
        SWEEP,
        STORM,
        SCALE
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (Part part : Part.values()) {
            if (only.contains(part)) {
                figures.addAll(measured(part));
            }
        }
        Report.print(figures, out);
        if (json != null) {
            Report.write(figures, json);
        }
        return figures.stream().allMatch(Figure::met) ? 0 : 1;
    }

    private List<Figure> measured(Part part) throws IOException, InterruptedException {
        return switch (part) {
            case STARTS ->
                new ColdStarts(task.toAbsolutePath(), root.resolve("events"), out)
                        .measure(Assembly.load(assembly), runs);
            case PUSH -> pushes();
            case SYNTHESIS -> List.of(synthesis());
            case DEPLOYABLE -> List.of(deployable());
            case PRICE -> prices();
            case SWEEP, STORM, SCALE ->
                new Simulated(functions, root, out).measure(part.name().toLowerCase(Locale.ROOT), runs);
        };
    }

    private Figure deployable() throws IOException {
        return Figure.of(
                "deployable",
                "MB",
                DEPLOYABLE_MB,
                Spread.one(Files.size(root.resolve("functions/target/functions.zip")) / MB));
    }

    private List<Figure> pushes() throws IOException {
        try (LocalCloud cloud = cloud(1)) {
            TimedPushes pushes = TimedPushes.begin(cloud, PLACE, out);
            List<Timed> warm = repeated(pushes::warm);
            List<Timed> cold = repeated(pushes::cold);
            List<Figure> figures =
                    new ArrayList<>(List.of(total("warm", WARM_MILLIS, warm), total("cold", COLD_MILLIS, cold)));
            figures.addAll(steps("warm", warm));
            figures.addAll(steps("cold", cold));
            return figures;
        }
    }

    private List<Timed> repeated(Supplier<Timed> push) {
        List<Timed> all = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            all.add(push.get());
        }
        return all;
    }

    private static Figure total(String how, double goal, List<Timed> pushes) {
        return Figure.of(
                "push to live, " + how,
                "ms",
                goal,
                Spread.of(pushes.stream()
                        .map(push -> push.millis() - push.services())
                        .toList()));
    }

    /** Where the time goes; a step that one push did not take took it none. */
    private static List<Figure> steps(String how, List<Timed> pushes) {
        List<Figure> told = new ArrayList<>();
        told.add(Figure.told(
                "  %s: with the services' time".formatted(how),
                "ms",
                Spread.of(pushes.stream().map(Timed::millis).toList())));
        Map<String, List<Double>> steps = new LinkedHashMap<>();
        pushes.forEach(push -> push.steps().keySet().forEach(step -> steps.put(step, new ArrayList<>())));
        steps.forEach(
                (step, times) -> pushes.forEach(push -> times.add(push.steps().getOrDefault(step, 0.0))));
        steps.forEach((step, times) ->
                told.add(Figure.told("  %s: with it, %s".formatted(how, step), "ms", Spread.of(times))));
        return told;
    }

    private Figure synthesis() throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < Math.min(runs, 3); run++) {
            Path folder = Files.createTempDirectory("synthesized");
            long began = System.nanoTime();
            Process app = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-Dslipway.root=" + root,
                            "-cp",
                            synth,
                            "slipway.infra.SlipwayApp",
                            "local",
                            folder.toString())
                    .directory(new File(root.toFile(), "infra/cdk"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (app.waitFor() != 0) {
                throw new IllegalStateException("the synthesis failed: scripts/synth.sh says why");
            }
            seconds.add((System.nanoTime() - began) / 1e9);
        }
        return Figure.told("synthesis", "s", Spread.of(seconds));
    }

    private List<Figure> prices() throws IOException {
        Prices prices = Prices.load();
        try (LocalCloud cloud = cloud(FAST)) {
            Counted counted = new Counted(cloud, PLACE, out);
            Bill rollout = Bill.of("One rollout", counted.rollout(), prices);
            Bill month = Bill.of(
                    "A month in which nothing happens",
                    IdleMonth.usage(cloud.assembly(), Sample.CONTROL_PLANE, counted.sweep()),
                    prices);
            rollout.print(out);
            month.print(out);
            return List.of(
                    Figure.of("one rollout", "USD", ROLLOUT_USD, Spread.one(rollout.total())),
                    Figure.told("an idle month", "USD", Spread.one(month.total())));
        }
    }

    private LocalCloud cloud(int scale) throws IOException {
        LocalCloud cloud = new LocalCloud(assembly, PLACE, 0, scale, (wanted, made, done, total) -> {});
        Sample.deployControlPlane(cloud);
        return cloud;
    }
}
