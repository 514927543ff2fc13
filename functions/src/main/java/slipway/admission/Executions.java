package slipway.admission;

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
}
