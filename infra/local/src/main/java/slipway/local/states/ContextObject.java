package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import slipway.local.json.Json;

/** What {@code $states.context} shows. */
final class ContextObject {
    private ContextObject() {}

    static ObjectNode of(Execution.Start start, State state, Instant entered) {
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", start.arn())
                .put("Name", start.name())
                .put("RoleArn", start.roleArn())
                .put("StartTime", iso(start.at()))
                .put("RedriveCount", 0)
                .set("Input", start.input());
        context.putObject("State").put("Name", state.name()).put("EnteredTime", iso(entered));
        if (state instanceof State.Task) {
            retried(context, 0);
        }
        String machine = start.stateMachineArn();
        context.putObject("StateMachine")
                .put("Id", machine)
                .put("Name", List.of(machine.split(":", -1)).getLast());
        return context;
    }

    static void retried(ObjectNode context, int times) {
        context.withObject("/State").put("RetryCount", times);
    }

    /** Always three digits of a second, as AWS writes them. */
    private static String iso(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).plusNanos(1).toString();
        return text.substring(0, text.indexOf('.') + 4) + "Z";
    }
}
