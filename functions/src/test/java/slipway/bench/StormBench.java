package slipway.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import slipway.target.TargetName;

/** Many pushes at once, their events doubled and shuffled: where it ends, and when. */
final class StormBench {
    private static final double MOST = 1.5;
    private static final int ROLLOUTS = 2;
    private static final double NANOS = 1e9;
    private static final Duration STORM = Duration.ofSeconds(10);
    private static final int EVENTS_A_PUSH = 2;

    private final Quotas quotas;

    StormBench(Quotas quotas) {
        this.quotas = quotas;
    }

    /**
     * One storm.
     *
     * @param floor in seconds, as all of its times: what the calls of one rollout a target take at the documented rates
     * @param quiet from the first push to the last call
     * @param wrong what is not as it should be in the end
     * @param rollouts the most of one target
     */
    record Passed(double floor, double quiet, int wrong, int dead, long rollouts, Map<String, Long> calls) {}

    List<Line> measure(int targets, int pushes, int seeds) {
        List<Passed> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            all.add(storm(targets, pushes, seed));
        }
        System.out.printf("  storm, calls: %s%n", all.getFirst().calls());
        return List.of(
                new Line(
                        "storm: quiet again",
                        "s",
                        new Line.Goal.TimesFloor(
                                MOST, all.stream().map(Passed::floor).toList()),
                        all.stream().map(Passed::quiet).toList()),
                count("storm: wrong in the end", "targets", 0, all, passed -> (double) passed.wrong()),
                count("storm: dead letters", "letters", 0, all, passed -> (double) passed.dead()),
                count("storm: rollouts of a target", "rollouts", ROLLOUTS, all, passed -> (double) passed.rollouts()));
    }

    private static Line count(
            String name, String unit, double most, List<Passed> all, Function<Passed, Double> measured) {
        return new Line(
                name,
                unit,
                new Line.Goal.AtMost(most),
                all.stream().map(measured).toList());
    }

    /** @param pushes in all, each target as many */
    Passed storm(int targets, int pushes, long seed) {
        Cloud cloud = Cloud.atRest(targets, seed, quotas);
        Instant began = cloud.time.instant();
        int each = pushes / targets;
        for (int number = 0; number < each; number++) {
            String tag = tag(number);
            cloud.fleet
                    .targets()
                    .forEach(target ->
                            cloud.time.after(within(cloud, STORM), () -> push(cloud, target, tag, began.plus(STORM))));
        }
        cloud.time.run();
        return new Passed(
                floor(targets, seed).toNanos() / NANOS,
                Duration.between(began, cloud.services.last()).toNanos() / NANOS,
                cloud.fleet.wrong(tag(each - 1)).size(),
                cloud.deliveries.dead().size(),
                cloud.fleet.targets().stream()
                        .mapToLong(target -> cloud.rollouts(target) - Cloud.ROLLOUTS_BEFORE)
                        .max()
                        .orElse(0),
                new TreeMap<>(cloud.services.calls()));
    }

    private static String tag(int number) {
        return "2.%d.0".formatted(number);
    }

    /** Its events come in any order until the storm is over. */
    private static void push(Cloud cloud, TargetName target, String tag, Instant end) {
        Instant now = cloud.time.instant();
        String event = Cloud.pushed(cloud.fleet.push(target, tag, now), now);
        for (int one = 0; one < EVENTS_A_PUSH; one++) {
            cloud.time.after(within(cloud, Duration.between(now, end)), () -> cloud.deliveries.queue(event));
        }
    }

    private static Duration within(Cloud cloud, Duration most) {
        return Duration.ofNanos((long) (most.toNanos() * cloud.random.nextDouble()));
    }

    /** One push of one target in peace makes the calls that a target needs. */
    static Cloud calm(Quotas quotas, long seed) {
        Cloud calm = Cloud.atRest(1, seed, quotas);
        calm.time.after(Duration.ZERO, () -> calm.push(calm.fleet.targets().getFirst(), tag(0)));
        calm.time.run();
        return calm;
    }

    private Duration floor(int targets, long seed) {
        Cloud calm = calm(quotas, seed);
        Map<String, Double> needed = new TreeMap<>();
        calm.services.calls().forEach((action, calls) -> needed.put(action, (double) calls * targets));
        return quotas.floor(needed);
    }
}
