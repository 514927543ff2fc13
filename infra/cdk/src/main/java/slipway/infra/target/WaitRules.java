package slipway.infra.target;

import java.time.Duration;
import slipway.infra.agentruntime.AgentRuntime;
import slipway.infra.agentruntime.WaitFor;
import slipway.infra.problem.Problems;

/** Whether the runtime's stack can wait for what the target does: an update that cannot succeed is told before it is begun. */
record WaitRules(Problems problems, AgentRuntime runtime) {

    void check(Declaration declaration) {
        var waitFor = runtime.waitFor();
        problems.unless(
                declaration.approval() == null || waitFor == WaitFor.REQUESTED,
                "approval",
                "for a runtime that waits for " + waitFor,
                "let the runtime wait for REQUESTED: no stack waits for a person");
        var bake = declaration.bake();
        if (bake != null) {
            var longest = longest(bake);
            problems.unless(
                    waitFor != WaitFor.PROMOTED || longest.compareTo(runtime.patience()) < 0,
                    "bake.minutes",
                    longest.toMinutes() + " at the longest, for a runtime that waits for PROMOTED",
                    "let the runtime wait for PROVEN, or bake for less than the "
                            + runtime.patience().toMinutes() + " minutes that its stack waits");
        }
    }

    /** With all the time that traffic may take to come. */
    private static Duration longest(Bake bake) {
        var traffic = bake.traffic();
        return traffic == null ? bake.time() : bake.time().plus(traffic.patience());
    }
}
