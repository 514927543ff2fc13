package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.local.cloudwatch.Alarm.StateValue;
import slipway.local.json.Json;

/** Looks at the periods of an alarm and says which state they mean. */
final class Evaluation {
    private final Alarm.Condition condition;
    private final List<Optional<Double>> values;
    private final Instant first;
    private final Instant asked;

    /** @param values of one period after the other, the first of which begins at {@code first} */
    private Evaluation(Alarm.Condition condition, List<Optional<Double>> values, Instant first, Instant asked) {
        this.condition = condition;
        this.values = values;
        this.first = first;
        this.asked = asked;
    }

    static Evaluation of(Alarm alarm, Metrics metrics, Instant now) {
        Alarm.Condition condition = alarm.condition();
        long open = now.getEpochSecond() / condition.period().toSeconds();
        boolean withOpen = condition.comparison().judgesOpenPeriods()
                && value(alarm, metrics, open).isPresent();
        long last = withOpen ? open : open - 1;
        List<Optional<Double>> values = new ArrayList<>();
        for (long period = last - condition.periods() + 1; period <= last; period++) {
            values.add(value(alarm, metrics, period));
        }
        long begins = (last - condition.periods() + 1) * condition.period().toSeconds();
        return new Evaluation(condition, values, Instant.ofEpochSecond(begins), now);
    }

    private static Optional<Double> value(Alarm alarm, Metrics metrics, long period) {
        long seconds = alarm.condition().period().toSeconds();
        Instant from = Instant.ofEpochSecond(period * seconds);
        List<Datum> data = metrics.between(alarm.series(), from, from.plusSeconds(seconds));
        return data.isEmpty()
                ? Optional.empty()
                : Optional.of(Statistic.of(alarm.condition().statistic(), data));
    }

    StateValue state(StateValue before) {
        long breaching = breaching();
        long missing = values.stream().filter(Optional::isEmpty).count();
        return switch (condition.missing()) {
            case BREACHING -> known(breaching + missing);
            case NOT_BREACHING -> known(breaching);
            case IGNORE -> undecided(breaching, missing) ? before : known(breaching);
            case MISSING -> {
                if (missing == values.size()) {
                    yield StateValue.INSUFFICIENT_DATA;
                }
                yield undecided(breaching, missing) ? before : known(breaching);
            }
        };
    }

    private StateValue known(long breaching) {
        return breaching >= condition.datapoints() ? StateValue.ALARM : StateValue.OK;
    }

    /** Whether the missing periods could still make it one or the other. */
    private boolean undecided(long breaching, long missing) {
        return breaching < condition.datapoints() && breaching + missing >= condition.datapoints();
    }

    private long breaching() {
        return values.stream()
                .flatMap(Optional::stream)
                .filter(value -> condition.comparison().breaches(value, condition.threshold()))
                .count();
    }

    String reason(StateValue state) {
        List<Double> seen = values.stream().flatMap(Optional::stream).toList();
        if (state == StateValue.INSUFFICIENT_DATA) {
            return "Insufficient Data: " + values.size() + " datapoints were unknown.";
        }
        if (seen.isEmpty()) {
            return "Threshold Crossed: no datapoints were received for %d periods and %d missing datapoints were treated as [%s]."
                    .formatted(
                            values.size(),
                            values.size(),
                            condition.missing() == Alarm.Missing.BREACHING ? "Breaching" : "NonBreaching");
        }
        return "Threshold Crossed: %d out of the last %d datapoints %s %s %s the threshold (%s)."
                .formatted(
                        state == StateValue.ALARM ? breaching() : values.size() - breaching(),
                        values.size(),
                        seen,
                        state == StateValue.ALARM ? "were" : "were not",
                        condition.comparison().words(),
                        condition.threshold());
    }

    /** The reason for programs, in the shape that CloudWatch gives it. */
    String reasonData() {
        ObjectNode data = Json.object()
                .put("version", "1.0")
                .put("queryDate", AlarmEvents.time(asked))
                .put("startDate", AlarmEvents.time(first))
                .put("statistic", condition.statistic())
                .put("period", condition.period().toSeconds());
        ArrayNode recent = data.putArray("recentDatapoints");
        data.put("threshold", condition.threshold());
        ArrayNode evaluated = data.putArray("evaluatedDatapoints");
        for (int i = 0; i < values.size(); i++) {
            ObjectNode point = evaluated.addObject();
            point.put(
                    "timestamp", AlarmEvents.time(first.plus(condition.period().multipliedBy(i))));
            values.get(i).ifPresent(value -> {
                recent.add(value);
                point.put("value", value);
            });
        }
        return Json.write(data);
    }
}
