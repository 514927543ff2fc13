package slipway.local.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import slipway.local.time.ScheduleExpression;

/**
 * A schedule.
 *
 * @param declared its members as the API names them, defaults filled in
 * @param start before it nothing is called again and again; null for no such time
 * @param end after it nothing is called again and again; null for no such time
 */
record Schedule(
        String arn,
        String group,
        String name,
        ObjectNode declared,
        Target target,
        @Nullable Instant start,
        @Nullable Instant end,
        Instant created,
        Instant modified) {

    boolean enabled() {
        return declared.path("State").asText().equals("ENABLED");
    }

    boolean goesWhenDone() {
        return declared.path("ActionAfterCompletion").asText().equals("DELETE");
    }

    /** A rate begins with the schedule, or when that is to start; what is due once knows neither start nor end. */
    ScheduleExpression times() {
        Instant began = start == null ? modified : start;
        ScheduleExpression times = ScheduleExpression.parse(
                declared.path("ScheduleExpression").asText(),
                ZoneId.of(declared.path("ScheduleExpressionTimezone").asText()),
                began);
        return times instanceof ScheduleExpression.At
                ? times
                : new ScheduleExpression.Within(times, began, end == null ? Instant.MAX : end);
    }
}
