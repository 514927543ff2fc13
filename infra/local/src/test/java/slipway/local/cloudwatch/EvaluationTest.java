package slipway.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.local.cloudwatch.Alarm.StateValue.ALARM;
import static slipway.local.cloudwatch.Alarm.StateValue.INSUFFICIENT_DATA;
import static slipway.local.cloudwatch.Alarm.StateValue.OK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.cloudwatch.Alarm.Comparison;
import slipway.local.cloudwatch.Alarm.Missing;
import slipway.local.cloudwatch.Alarm.StateValue;

class EvaluationTest {
    private static final Series DEPTH = new Series("AWS/SQS", "Depth", Map.of("QueueName", "dead"));
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:30Z");

    private final Metrics metrics = new Metrics(() -> NOW);

    @Test
    void aBreachInTheOpenPeriodRingsAtOnce() {
        put(0, 1);
        assertThat(state("Maximum", 1, 1, Comparison.GREATER_THAN, Missing.NOT_BREACHING, OK))
                .isEqualTo(ALARM);
    }

    @Test
    void theSumOfAnOpenPeriodDoesNotBreachALowerBound() {
        put(0, 1);
        put(1, 9);
        assertThat(state("Sum", 1, 1, Comparison.LESS_THAN, Missing.NOT_BREACHING, OK))
                .isEqualTo(OK);
    }

    @Test
    void asManyDatapointsMustBreachAsTheAlarmSays() {
        put(1, 9);
        put(2, 0);
        put(3, 9);
        assertThat(state("Maximum", 3, 2, Comparison.GREATER_THAN, Missing.MISSING, OK))
                .isEqualTo(ALARM);
        assertThat(state("Maximum", 3, 3, Comparison.GREATER_THAN, Missing.MISSING, ALARM))
                .isEqualTo(OK);
    }

    @Test
    void missingPeriodsCountAsTheAlarmSays() {
        assertThat(missing(Missing.BREACHING, OK)).isEqualTo(ALARM);
        assertThat(missing(Missing.NOT_BREACHING, ALARM)).isEqualTo(OK);
        assertThat(missing(Missing.IGNORE, ALARM)).isEqualTo(ALARM);
        assertThat(missing(Missing.MISSING, OK)).isEqualTo(INSUFFICIENT_DATA);
    }

    @Test
    void aBreachAmongMissingPeriodsKeepsTheState() {
        put(1, 9);
        assertThat(state("Maximum", 3, 3, Comparison.GREATER_THAN, Missing.MISSING, OK))
                .isEqualTo(OK);
        assertThat(state("Maximum", 3, 3, Comparison.GREATER_THAN, Missing.MISSING, ALARM))
                .isEqualTo(ALARM);
    }

    @Test
    void statisticsAreOverOnePeriod() {
        List<Datum> data = List.of(new Datum(NOW, 1), new Datum(NOW, 2), new Datum(NOW, 9));
        assertThat(Statistic.of("Sum", data)).isEqualTo(12);
        assertThat(Statistic.of("Average", data)).isEqualTo(4);
        assertThat(Statistic.of("Minimum", data)).isEqualTo(1);
        assertThat(Statistic.of("Maximum", data)).isEqualTo(9);
        assertThat(Statistic.of("SampleCount", data)).isEqualTo(3);
        assertThat(Statistic.of("p50", data)).isEqualTo(2);
        assertThat(Statistic.of("p99.9", data)).isEqualTo(9);
        assertThat(Statistic.isKnown("tm99")).isFalse();
    }

    private StateValue missing(Missing missing, StateValue before) {
        return state("Maximum", 2, 2, Comparison.GREATER_THAN, missing, before);
    }

    private void put(int periodsAgo, double value) {
        metrics.put(DEPTH, new Datum(NOW.minusSeconds(60L * periodsAgo), value));
    }

    private StateValue state(
            String statistic, int periods, int datapoints, Comparison comparison, Missing missing, StateValue before) {
        double threshold = comparison == Comparison.LESS_THAN ? 5 : 0.5;
        var condition = new Alarm.Condition(
                statistic, Duration.ofMinutes(1), periods, datapoints, threshold, comparison, missing);
        var none = new Alarm.Actions(true, List.of(), List.of(), List.of());
        return Evaluation.of(new Alarm("arn", "name", "", DEPTH, condition, none), metrics, NOW)
                .state(before);
    }
}
