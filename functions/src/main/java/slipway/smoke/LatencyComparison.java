package slipway.smoke;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import slipway.smoke.SmokeVerdict.AgentFailed;
import slipway.smoke.SmokeVerdict.CouldNotAsk;
import slipway.smoke.SmokeVerdict.Passed;

/** A candidate's latencies against live's, measured in the same run: how fast a Region is today slows both. */
final class LatencyComparison {
    private final BigDecimal most;

    /** @param most how many times as long as live's the candidate's median answer may take */
    LatencyComparison(BigDecimal most) {
        this.most = most;
    }

    /** Live's troubles are not the candidate's: with them there is nothing to compare with. */
    SmokeVerdict judge(Passed candidate, SmokeVerdict live) {
        return switch (live) {
            case Passed passed -> compare(candidate, passed.samples());
            case AgentFailed failed ->
                candidate.remarked(
                        "its latency was not compared with live's, which answered wrong: " + failed.reason());
            case CouldNotAsk nobody ->
                candidate.remarked(
                        "its latency was not compared with live's, which could not be asked: " + nobody.reason());
        };
    }

    private SmokeVerdict compare(Passed candidate, List<Sample> live) {
        Duration ours = median(candidate.samples());
        Duration theirs = median(live);
        var medians = "the median answer took %d ms, live's %d ms".formatted(ours.toMillis(), theirs.toMillis());
        return millis(ours).compareTo(most.multiply(millis(theirs))) > 0
                ? new AgentFailed(
                        medians + ", at most %s times as long is allowed".formatted(most.toPlainString()),
                        slowest(candidate.samples()))
                : candidate.remarked(medians);
    }

    /** The first answer tells of a cold start, and is left out where there are others. */
    private static Duration median(List<Sample> samples) {
        var sorted = samples.stream()
                .skip(samples.size() > 1 ? 1 : 0)
                .map(Sample::latency)
                .sorted()
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }

    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6);
    }

    private static Sample slowest(List<Sample> samples) {
        return samples.stream().max(Comparator.comparing(Sample::latency)).orElseThrow();
    }
}
