package slipway.admission;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;

/** The executions that carry rollouts out. */
public interface Executions {

    /** What starting an execution came to. */
    sealed interface Start {
        /** It runs; whether it was started now or before is the same. */
        record Running(String execution) implements Start {}

        /** The name was used by an execution that is over: names are refused for 90 days after. */
        record Over(String execution) implements Start {}
    }

    /** Starts the execution of the rollout's present segment. */
    Start start(RolloutRecord rollout);

    /** Whether the execution is still running. One that is not known here is not. */
    boolean runs(String execution);

    /** Ends a wait early. A token whose wait is over is no error. */
    void wake(String token);

    /** Tells every execution that is remembered: those that run, and those that ended within the last 90 days. */
    void each(Consumer<Remembered> each);

    /**
     * An execution that Step Functions still knows of.
     *
     * @param name as {@link RolloutRecord#executionName()} made it, unless somebody else started it
     */
    record Remembered(String name, String arn, boolean runs) {
        private static final Pattern NAME = Pattern.compile("(.+)-[a-z]+-[0-9]+");

        /** The rollout that it carries out, or did. */
        public Optional<RolloutId> rollout() {
            Matcher parts = NAME.matcher(name);
            return parts.matches() ? RolloutId.parse(parts.group(1)) : Optional.empty();
        }
    }
}
