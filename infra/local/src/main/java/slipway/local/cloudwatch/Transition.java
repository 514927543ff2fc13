package slipway.local.cloudwatch;

import java.time.Instant;
import java.util.List;

/**
 * A change of an alarm's state.
 *
 * @param failedActions why actions were not taken, each in words
 */
public record Transition(Alarms.Status before, Alarms.Status after, List<String> failedActions) {

    public Alarm alarm() {
        return after.alarm();
    }

    public Alarm.StateValue from() {
        return before.value();
    }

    public Alarm.StateValue to() {
        return after.value();
    }

    public String reason() {
        return after.reason();
    }

    public Instant at() {
        return after.since();
    }
}
