package slipway.local.story;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.local.LocalCloud;
import slipway.local.edge.LoggedCall;
import slipway.local.edge.Place;

/**
 * Pushes on a cloud whose services take no time of their own, timed from ECR's event until the control plane tells everybody
 * that the image is live: its rollout's last event.
 */
public final class TimedPushes {
    /** Nothing here is hurried: time runs as the wall's does. */
    private static final Patience PATIENCE = Patience.of(Duration.ofMinutes(5));

    /** Pushes after which a JVM has compiled what a push needs. */
    private static final int PRACTICE = 3;

    private static final String TELL = "events:PutEvents";

    /** The session of a function is called as the function. */
    private static final Pattern FUNCTION = Pattern.compile(":assumed-role/slipway-local-([a-z-]+)/slipway-local-.*");

    private final LocalCloud cloud;
    private final Scene scene;
    private final AtomicReference<Instant> there = new AtomicReference<>(Instant.MIN);
    private int pushed = 1;

    private TimedPushes(LocalCloud cloud, Place place, PrintStream out) {
        this.cloud = cloud;
        this.scene = new Scene(cloud, place, out, PATIENCE);
        cloud.onEvent(event -> {
            String tag = event.at("/detail/image-tag").asText();
            // Slipway tags what it keeps, too.
            if (!tag.isEmpty() && !tag.startsWith("slipway-")) {
                there.set(cloud.clock().instant());
            }
        });
    }

    /**
     * One push.
     *
     * @param services the milliseconds in which a service was at a function's call
     * @param steps the milliseconds by the function whose next call they were spent on, in the order of their first calls
     */
    public record Timed(double millis, double services, Map<String, Double> steps) {}

    /** Deploys the sample's agents, waits until each has its first image, and pushes a few more. The cloud's time runs as the wall's does. */
    public static TimedPushes begin(LocalCloud cloud, Place place, PrintStream out) {
        cloud.agentCore()
                .ready(Duration.ZERO)
                .endpointReady(Duration.ZERO)
                .deletion(Duration.ZERO)
                .rates(false);
        TimedPushes pushes = new TimedPushes(cloud, place, out);
        pushes.first();
        return pushes;
    }

    private void first() {
        scene.push(Sample.SUPPORT, "1.0.0", Pushes.OK);
        scene.push(Sample.CONCIERGE, "1.0.0", Pushes.OK);
        Sample.deployAgents(cloud);
        for (String first : new String[] {"support-1", "concierge-dev-1", "concierge-prod-1"}) {
            scene.ended(first, "Promoted", "PROVEN");
        }
        for (int push = 0; push < PRACTICE; push++) {
            warm();
        }
    }

    /** With the JVMs that earlier pushes have started. */
    public Timed warm() {
        scene.push(Sample.SUPPORT, "1.0." + pushed++, Pushes.OK);
        scene.ended("support-" + pushed, "Promoted", "PROVEN");
        return timed(there.get());
    }

    /** With every function's JVM ended before. */
    public Timed cold() {
        List<ProcessHandle> functions = cloud.calls().calls().stream()
                .map(LoggedCall::pid)
                .flatMap(Stream::ofNullable)
                .distinct()
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .toList();
        if (functions.isEmpty()) {
            throw new IllegalStateException(
                    "no function's process runs, so that the next push says nothing of cold ones");
        }
        functions.forEach(ProcessHandle::destroyForcibly);
        functions.forEach(process -> process.onExit().join());
        return warm();
    }

    private Timed timed(Instant began) {
        List<LoggedCall> calls = cloud.calls().calls().stream()
                .filter(call -> call.at().isAfter(began))
                .sorted(Comparator.comparing(LoggedCall::at))
                .toList();
        Instant told = calls.stream()
                .filter(call -> call.did(TELL))
                .map(LoggedCall::at)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new StoryFailed("nobody was told of a rollout"));
        Map<String, Double> steps = new LinkedHashMap<>();
        double services = 0;
        Instant served = began;
        Instant before = began;
        for (LoggedCall call : calls) {
            Matcher function = FUNCTION.matcher(call.caller());
            if (function.find() && !call.at().isAfter(told)) {
                steps.merge(function.group(1), millis(before, call.at()), Double::sum);
                Instant answered = earlier(call.at().plus(call.took()), told);
                services += Math.max(0, millis(later(call.at(), served), answered));
                served = later(served, answered);
                before = call.at();
            }
        }
        return new Timed(millis(began, told), services, steps);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }
}
