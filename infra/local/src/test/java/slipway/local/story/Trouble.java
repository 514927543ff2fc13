package slipway.local.story;

import java.util.Set;
import slipway.local.cloudwatch.Alarm.StateValue;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;

/**
 * Something that goes wrong in a control plane.
 *
 * @param alarms that ring for it, without what all names begin with
 * @param act lets it go wrong, until they have rung
 */
record Trouble(String title, Set<String> alarms, Runnable act) {
    private static final String STEM = Scene.CONTROL_PLANE + "-";

    /** The role may not do this, until the rule is disarmed. */
    static Faults.Armed deny(Scene scene, String action, String role) {
        return arm(scene, FaultRule.on(action, new Fault.Deny()).by(STEM + role));
    }

    /** Meets every call, until it is disarmed. */
    static Faults.Armed arm(Scene scene, FaultRule rule) {
        return scene.cloud().faults().arm(rule.times(Integer.MAX_VALUE));
    }

    static boolean rang(Scene scene, String alarm) {
        return scene.cloud().alarms().history().stream()
                .anyMatch(change ->
                        change.to() == StateValue.ALARM && change.alarm().name().equals(STEM + alarm));
    }

    static void ring(Scene scene, String... alarms) {
        for (String alarm : alarms) {
            scene.await(alarm + " rings", () -> rang(scene, alarm), rings -> rings);
        }
    }

    /** Does it again and again: an alarm counts by periods, and what was done may lie in two of them. */
    static void until(Scene scene, String alarm, Runnable act) {
        scene.await(
                alarm + " rings",
                () -> {
                    act.run();
                    scene.breathe();
                    return rang(scene, alarm);
                },
                rings -> rings);
    }
}
