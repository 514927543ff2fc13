package slipway.local.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.delivery.Failure;
import slipway.local.delivery.Parcel;
import slipway.local.delivery.RetryPolicy;
import slipway.local.delivery.Roles;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

/**
 * One call of a schedule's target.
 *
 * @param group the ARN of the schedule's group, for which Scheduler assumes the role
 */
record ScheduleParcel(Schedule schedule, String group, Instant due, String executionId, Roles roles) implements Parcel {

    @Override
    public String target() {
        return schedule.target().arn();
    }

    @Override
    public JsonNode payload(int attempt) {
        return schedule.target().payload().of(due, executionId, attempt);
    }

    @Override
    public Caller from() {
        Caller.ServicePrincipal scheduler = new Caller.ServicePrincipal("scheduler.amazonaws.com", group);
        return roles.assume(schedule.target().roleArn(), scheduler, schedule.name());
    }

    @Override
    public RetryPolicy retries() {
        return schedule.target().retries();
    }

    @Override
    public @Nullable String deadLetterArn() {
        return schedule.target().deadLetterArn();
    }

    /** What would have been sent: the target's input beside its ARN. */
    @Override
    public JsonNode letter() {
        return Json.object().put("Arn", target()).set("Input", payload(1));
    }

    /** Scheduler needs the schedule's own role for the dead-letter queue as well. */
    @Override
    public Caller undertaker() {
        return from();
    }

    @Override
    public Map<String, String> labels(Failure failure) {
        Map<String, String> labels = failure.labels(failure.error().code());
        labels.put("SCHEDULE_ARN", schedule.arn());
        labels.put("TARGET_ARN", target());
        labels.put("EXECUTION_ID", executionId);
        labels.put("SCHEDULED_TIME", due.toString());
        return labels;
    }
}
