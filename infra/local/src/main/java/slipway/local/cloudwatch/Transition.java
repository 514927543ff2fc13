package slipway.local.cloudwatch;

import java.time.Instant;
import java.util.List;

/**
 * A change of an alarm's state.
 *
 * @param failedActions why actions were not taken, each in words
 */
public record Transition(
        Alarm alarm,
        Alarm.StateValue from,
        Alarm.StateValue to,
        String reason,
        Instant at,
        List<String> failedActions) {}
