package slipway.infra.rollout;

import java.util.TreeMap;
import slipway.infra.alarm.MetricAlarms;
import slipway.infra.function.Deployment;
import software.constructs.Construct;

/** Rings when a rollout needs a person. */
final class RolloutAlarms {
    private RolloutAlarms() {}

    static void in(Construct scope, Deployment deployment) {
        var alarms = new MetricAlarms(scope, deployment);
        var stuck = new TreeMap<String, String>();
        stuck.put("Outcome", "Stuck");
        alarms.ring(
                "Stuck",
                "rollout-stuck",
                "A rollout is stuck: its record says what it lacks. Put that right, then write desired-image again.",
                "Rollouts",
                stuck);
        alarms.ring(
                "Failing",
                "rollout-failing",
                "The rollout's function failed ten times in a row: read its log. The execution goes on by itself once it works.",
                "RolloutFailing");
    }
}
