package slipway.infra.alarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import slipway.infra.environment.Environment;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Handler;
import slipway.infra.naming.OwnBusRule;

/** Every alarm of a control plane. */
final class AlarmList {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    /** One failure is tried again, and a third within so little time means that trying again does not help. */
    private static final int TOO_MANY = 3;
    /** A sweep fails and is tried again after one minute and after two more: wherever a period ends, two of the three are in one. */
    private static final int TWICE = 2;

    private static final int SWEEPS = 4;

    private final Environment environment;
    private final Signals signals;
    private final List<AlarmSpec> alarms = new ArrayList<>();

    private AlarmList(Environment environment) {
        this.environment = environment;
        this.signals = new Signals(environment.names());
    }

    static List<AlarmSpec> of(Environment environment) {
        var list = new AlarmList(environment);
        list.rollouts();
        list.publishing();
        list.drift();
        list.machine();
        list.customResources();
        DefaultBusRule.handlers().forEach(list::deadLetters);
        for (var rule : OwnBusRule.values()) {
            list.undelivered(rule);
        }
        for (var handler : Handler.values()) {
            list.function(handler);
        }
        return List.copyOf(list.alarms);
    }

    private void rollouts() {
        wake(
                "rollout-stuck",
                "A rollout is stuck and waits for a person; its record says what it lacks.",
                signals.rollouts("Stuck"),
                Threshold.once());
        wake(
                "rollout-failing",
                "The rollout's function failed ten times in a row; the rollout goes on by itself once it works.",
                signals.rolloutFailing(),
                Threshold.once());
        morning(
                "rollout-rolled-back",
                "A rollout failed once it was live; the version from before serves again.",
                signals.rollouts("RolledBack"),
                Threshold.once());
        morning(
                "rollout-rejected",
                "A rollout was rejected; live never moved.",
                signals.rollouts("Rejected"),
                Threshold.once());
        // Tries come with growing pauses, so that an hour may well have none: what counts is their number.
        morning(
                "rollout-inconclusive",
                "For hours nobody could find out whether an image is good; live never moved.",
                signals.rollouts("Inconclusive"),
                Threshold.counted(TOO_MANY, Duration.ofHours(3)));
        morning(
                "push-to-live-slow",
                "An image took longer than " + environment.pushToLive().toMinutes() + " minutes to come live.",
                signals.pushToLive(),
                Threshold.above(environment.pushToLive().toSeconds()));
    }

    private void publishing() {
        morning(
                "declarations-refused",
                "A declaration was refused and the one before still holds; the log of target-declared says every problem.",
                signals.declarationsRefused(),
                Threshold.once());
        morning(
                "publish-failures",
                "An image could not be published; it is tried again.",
                signals.publishFailures(),
                Threshold.once());
        // A push that is handled leaves within seconds; one that failed is tried again every 18 minutes, five times.
        morning(
                "image-pushed-oldest-message",
                "A push has waited for a quarter of an hour to be handled.",
                signals.oldestPush(),
                Threshold.above(Duration.ofMinutes(15).toSeconds()));
    }

    private void drift() {
        var every = environment.driftCheck();
        // One period holds several sweeps, so that what stands rings once and not with each of them.
        morning(
                "drift-found",
                "What should be live, what was recorded and what is there disagree about a target.",
                signals.drift(),
                Threshold.reaches(1, every.isZero() ? Duration.ofHours(1) : every.multipliedBy(SWEEPS)));
        deadLetters(
                Handler.DRIFT_CHECK.suffix(),
                Severity.MORNING,
                "A sweep could not be begun, or failed again and again; the next one goes on from where it stopped.");
    }

    /** None for executions that time out: the state machine has no time-out. */
    private void machine() {
        execution("executions-failed", "ExecutionsFailed", "failed");
        execution("executions-aborted", "ExecutionsAborted", "was stopped");
    }

    private void execution(String name, String metric, String ended) {
        morning(
                name,
                "An execution of the state machine " + ended
                        + " before its rollout ended; another one goes on from there.",
                signals.executions(metric),
                Threshold.once());
    }

    /** The machine ends well even where it could not answer: then it leaves a message. */
    private void customResources() {
        deadLetters(
                "resource",
                Severity.MORNING,
                "CloudFormation waits for an answer that could not be given; its stack goes on after an hour.");
        morning(
                "resource-executions-failed",
                "What waits for a custom resource broke off, and nobody answers CloudFormation.",
                signals.resourceExecutions("ExecutionsFailed"),
                Threshold.once());
        morning(
                "resource-executions-aborted",
                "Somebody stopped what waits for a custom resource, and nobody answers CloudFormation.",
                signals.resourceExecutions("ExecutionsAborted"),
                Threshold.once());
    }

    /** Nothing else goes on with a rollout whose execution is gone; what the others bring is something new, or seen at a rollout's next look. */
    private void deadLetters(Handler handler) {
        var severity = handler == Handler.ROLLOUT_INTERRUPTED ? Severity.WAKE : Severity.MORNING;
        var meaning = "Events that " + handler.suffix() + " could not handle wait in its dead-letter queue.";
        deadLetters(handler.suffix(), severity, meaning);
    }

    private void undelivered(OwnBusRule rule) {
        var meaning = "What people were to read of " + rule.suffix() + " waits in its dead-letter queue.";
        deadLetters(rule.suffix(), Severity.MORNING, meaning);
    }

    private void deadLetters(String suffix, Severity severity, String meaning) {
        var name = suffix + "-dead-letters";
        alarms.add(new AlarmSpec(name, name, severity, meaning, signals.deadLetters(suffix), Threshold.reaches(1)));
    }

    private void function(Handler handler) {
        var function = "The function " + handler.suffix();
        alarms.add(new AlarmSpec(
                handler.suffix() + "-errors",
                "function-errors",
                Severity.MORNING,
                function + " fails again and again.",
                signals.function(handler, "Errors"),
                Threshold.counted(handler == Handler.DRIFT_CHECK ? TWICE : TOO_MANY, FIVE_MINUTES)));
        alarms.add(new AlarmSpec(
                handler.suffix() + "-throttles",
                "function-throttles",
                Severity.MORNING,
                function + " is refused invocations: the account's or its own concurrency is used up.",
                signals.function(handler, "Throttles"),
                Threshold.counted(TOO_MANY, FIVE_MINUTES)));
    }

    private void wake(String name, String meaning, Signal signal, Threshold threshold) {
        alarms.add(new AlarmSpec(name, name, Severity.WAKE, meaning, signal, threshold));
    }

    private void morning(String name, String meaning, Signal signal, Threshold threshold) {
        alarms.add(new AlarmSpec(name, name, Severity.MORNING, meaning, signal, threshold));
    }
}
