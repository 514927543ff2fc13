package slipway.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.ledger.Sweep;

/** A sweep over targets at rest, by the real check with its pacer, against the least time that its calls can take. */
final class SweepBench {
    private static final double MOST = 1.25;
    private static final double MB = 1e6;
    private static final double NANOS = 1e9;
    private static final Duration SCHEDULE = Duration.ofMinutes(15);
    private static final int SAMPLE_EVERY = 500;

    /**
     * A call that a target at rest needs.
     *
     * @param perTarget how often
     * @param reason why
     */
    record Need(String action, double perTarget, String reason) {}

    static final List<Need> NEEDS = List.of(
            new Need(
                    "ssm:GetParameters",
                    0.4,
                    "four names, ten a call: the declaration may have changed unseen, and what is published may differ"),
            new Need("ssm:GetParametersByPath", 0.1, "ten names a call: a target may be declared there alone"),
            new Need("ecr:DescribeImages", 1, "the repository's tags: a push may have been missed"),
            new Need(
                    "ecr:DescribeImages",
                    2,
                    "one for each digest in use, live's and the one before: it may be deleted, archived or without its guard"),
            new Need(
                    "bedrock-agentcore:GetAgentRuntime",
                    1,
                    "the latest version may be somebody else's, and its configuration another"),
            new Need(
                    "bedrock-agentcore:ListAgentRuntimeEndpoints",
                    1,
                    "live, candidate, previous and DEFAULT at once: somebody may have moved one"),
            new Need("bedrock-agentcore:ListTagsForResource", 1, "the runtime may be another control plane's"),
            new Need(
                    "dynamodb:Read",
                    6,
                    "the target, its drift, its last rollout and its runtime, and the target again, for what is declared in"
                            + " Parameter Store and for what the check has done"),
            new Need("dynamodb:Write", 1, "what stands"));

    private final Quotas quotas;

    SweepBench(Quotas quotas) {
        this.quotas = quotas;
    }

    /**
     * One sweep.
     *
     * @param floor in seconds, as all of its times
     * @param throttled calls that came too soon
     * @param wrong targets that were not checked, or were found wanting
     * @param megabytes what the sweep held at most while it ran
     */
    record Swept(
            double floor, double seconds, long throttled, int wrong, double megabytes, Map<String, Double> perTarget) {}

    List<Line> measure(int targets, int seeds) {
        List<Swept> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            all.add(sweep(targets, seed));
        }
        String name = "sweep of %,d targets".formatted(targets);
        tell(name, all.getFirst());
        return List.of(
                new Line(
                        name,
                        "s",
                        new Line.Goal.TimesFloor(
                                MOST, all.stream().map(Swept::floor).toList()),
                        all.stream().map(Swept::seconds).toList()),
                new Line(
                        name + ": calls throttled",
                        "calls",
                        new Line.Goal.AtMost(0),
                        all.stream().map(swept -> (double) swept.throttled()).toList()),
                new Line(
                        name + ": missed, or found wanting",
                        "targets",
                        new Line.Goal.AtMost(0),
                        all.stream().map(swept -> (double) swept.wrong()).toList()),
                new Line(
                        name + ": memory held",
                        "MB",
                        new Line.Goal.None(),
                        all.stream().map(Swept::megabytes).toList()));
    }

    Swept sweep(int targets, long seed) {
        Cloud cloud = Cloud.atRest(targets, seed, quotas);
        // The first one writes a record of each target; what a sweep holds is looked at when they are there.
        cloud.time.after(SCHEDULE, cloud.functions::sweep);
        cloud.time.run();
        cloud.services.limit();
        cloud.time.after(SCHEDULE, cloud.functions::sweep);
        Instant began = cloud.time.instant().plus(SCHEDULE);
        Memory memory = new Memory();
        cloud.services.every(SAMPLE_EVERY, memory::sample);
        cloud.time.run();
        Sweep swept = cloud.world.ledger.sweep();
        int found = swept.found().values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Double> perTarget = new TreeMap<>();
        cloud.services.calls().forEach((action, calls) -> perTarget.put(action, (double) calls / targets));
        return new Swept(
                seconds(quotas.floor(needed(targets))),
                seconds(Duration.between(began, cloud.services.last())),
                cloud.services.throttled().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                targets - swept.checked() + found,
                memory.grown() / MB,
                perTarget);
    }

    static Map<String, Double> needed(int targets) {
        Map<String, Double> needed = new LinkedHashMap<>();
        NEEDS.forEach(need -> needed.merge(need.action(), need.perTarget() * targets, Double::sum));
        return needed;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    private void tell(String name, Swept swept) {
        System.out.printf("  %s, calls a target:%n", name);
        swept.perTarget().forEach((action, calls) -> System.out.printf("    %-46s %5.2f%n", action, calls));
        System.out.println("  of which are needed:");
        NEEDS.forEach(need -> System.out.printf(
                "    %-46s %5.2f  at %,.0f a second: %s%n",
                need.action(), need.perTarget(), quotas.of(need.action()).perSecond(), need.reason()));
    }
}
