package slipway.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import slipway.bench.Quotas.Quota;

/**
 * Ten thousand targets over ten accounts, on paper: what one of the accounts calls in an hour in which each of its targets
 * gets an image, with the sweeps of that hour, from the counted calls of one rollout and one sweep.
 */
final class ScaleBench {
    static final int TARGETS = 10_000;
    static final int ACCOUNTS = 10;
    private static final int SWEEPS_AN_HOUR = 4;
    private static final int COUNTED = 100;
    private static final double HOUR = Duration.ofHours(1).toSeconds();
    private static final long SEED = 1;
    private static final int PERCENT = 100;

    private final Quotas quotas;

    ScaleBench(Quotas quotas) {
        this.quotas = quotas;
    }

    /**
     * One line of the sums.
     *
     * @param calls in the hour, of the ledger in a rollout
     * @param perSecond as many as that is; of the ledger as many as all of them
     */
    record Sum(String name, double calls, double perSecond, double limit) {
        double share() {
            return perSecond / limit;
        }

        /** As a row of a table. */
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.2f | %,.0f | %.1f %% |",
                    name,
                    calls,
                    perSecond,
                    limit,
                    share() * PERCENT);
        }
    }

    List<Line> measure() {
        List<Sum> sums = sums();
        System.out.printf(
                "  %,d targets over %d accounts, an hour of one account: each target is pushed once and swept %d times%n",
                TARGETS, ACCOUNTS, SWEEPS_AN_HOUR);
        sums.forEach(sum -> System.out.println("  " + sum.row()));
        return sums.stream()
                .map(sum ->
                        new Line("scale: " + sum.name(), "of the rate", new Line.Goal.AtMost(1), List.of(sum.share())))
                .toList();
    }

    List<Sum> sums() {
        int targets = TARGETS / ACCOUNTS;
        Map<String, Double> hourly = new TreeMap<>();
        new SweepBench(quotas)
                .sweep(COUNTED, SEED)
                .perTarget()
                .forEach((action, calls) -> hourly.merge(action, calls * targets * SWEEPS_AN_HOUR, Double::sum));
        Cloud calm = StormBench.calm(quotas, SEED);
        calm.services.calls().forEach((action, calls) -> hourly.merge(action, (double) calls * targets, Double::sum));
        List<Sum> sums = new ArrayList<>(rates(hourly));
        sums.add(hottest(calm));
        return sums;
    }

    /** What is called of each rate. */
    private List<Sum> rates(Map<String, Double> hourly) {
        Map<Quota, Double> calls = new HashMap<>();
        hourly.forEach((action, count) -> calls.merge(quotas.of(action), count, Double::sum));
        return quotas.all().stream()
                .filter(quota -> !quota.isOfEachKey() && calls.containsKey(quota))
                .map(quota -> sum(quota, calls.getOrDefault(quota, 0.0)))
                .toList();
    }

    private static Sum sum(Quota quota, double calls) {
        return new Sum(quota.name(), calls, calls / HOUR, quota.perSecond());
    }

    /** The key that a rollout uses most, were all of that in one second. Sweeps use each target's six times in 15 minutes. */
    private Sum hottest(Cloud calm) {
        double most = calm.services.keys().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        return new Sum(
                "The ledger's hottest key",
                most,
                most,
                quotas.of("dynamodb:Write").perSecond());
    }
}
