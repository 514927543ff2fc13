package slipway.infra.alarm;

import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;

/** Every metric that alarms and the dashboard look at. Slipway's own are emitted by its functions and its state machine, the others by AWS. */
final class Signals {
    private final Names names;

    Signals(Names names) {
        this.names = names;
    }

    /** Rollouts that ended so: {@code Promoted}, {@code Rejected}, … */
    Signal rollouts(String outcome) {
        var dimensions = environment();
        dimensions.put("Outcome", outcome);
        return new Signal("Slipway", "Rollouts", dimensions);
    }

    /** Seconds from when an image became the desired one, perhaps behind another rollout, until it is proven live. */
    Signal pushToLive() {
        return own("PushToLive");
    }

    /** Seconds that a smoke test took. */
    Signal smoke() {
        return own("SmokeSeconds");
    }

    /** Images that met a hold when they were to be rolled out. */
    Signal held() {
        return own("HeldTargets");
    }

    Signal declarationsRefused() {
        return own("DeclarationsRefused");
    }

    Signal publishFailures() {
        return own("PublishFailures");
    }

    /** Rollouts whose function failed ten times in a row: told by the state machine itself. */
    Signal rolloutFailing() {
        return own("RolloutFailing");
    }

    /** How often drift stood when the last sweep had ended; none of it is a value, too. */
    Signal drift() {
        return own("DriftFound");
    }

    /** {@code Errors}, {@code Throttles}, … of a function, whatever version or alias was called. */
    Signal function(Handler handler, String name) {
        return new Signal("AWS/Lambda", name, one("FunctionName", names.of(handler.suffix())));
    }

    /** {@code ExecutionsFailed}, … of the state machine. */
    Signal executions(String name) {
        return new Signal("AWS/States", name, one("StateMachineArn", names.stateMachineArn()));
    }

    /** As {@link #executions}, of the state machine that looks at custom resources. */
    Signal resourceExecutions(String name) {
        return new Signal("AWS/States", name, one("StateMachineArn", names.resourceMachineArn()));
    }

    /** Messages that wait in the dead-letter queue of a handler or a rule, by its suffix. */
    Signal deadLetters(String suffix) {
        return queue(names.deadLetters(suffix), "ApproximateNumberOfMessagesVisible");
    }

    /** Pushes that wait to be handled. */
    Signal pushes() {
        return queue(names.of(Handler.IMAGE_PUSHED.suffix()), "ApproximateNumberOfMessagesVisible");
    }

    /** Seconds for which the oldest push has waited. */
    Signal oldestPush() {
        return queue(names.of(Handler.IMAGE_PUSHED.suffix()), "ApproximateAgeOfOldestMessage");
    }

    private static Signal queue(String queue, String name) {
        return new Signal("AWS/SQS", name, one("QueueName", queue));
    }

    private Signal own(String name) {
        return new Signal("Slipway", name, environment());
    }

    private SortedMap<String, String> environment() {
        return one("Environment", names.environment());
    }

    private static SortedMap<String, String> one(String name, String value) {
        var dimensions = new TreeMap<String, String>();
        dimensions.put(name, value);
        return dimensions;
    }
}
