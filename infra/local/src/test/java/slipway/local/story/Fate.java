package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import slipway.local.edge.LoggedCall;
import slipway.local.json.Json;
import slipway.local.states.Execution;

/**
 * A sort of rollout of the target {@code support} that can be had again and again.
 *
 * @param members what the declaration says for it, beside the sample's own, with single quotes
 * @param end how each of them ends: outcome and reason
 */
record Fate(String title, String members, String end, Course course) {
    static final String ROLE = "slipway-local-rollout";
    private static final String TARGET = "support";
    private static final String ALARM = "slipway-local-sample-support-errors";
    private static final String BAKE =
            "'bake': {'minutes': 3, 'errorPercent': 50, 'minInvocations': 0, 'minNewSessions': 0, 'alarms': ['" + ALARM
                    + "']}";
    private static final List<String> OWN = List.of("bake", "approval", "keepVersions");

    /** Lets a rollout take its course, and names it. */
    @FunctionalInterface
    interface Course {
        /** @param begins to be run when what this fate is about begins */
        String take(Scene scene, String tag, Runnable begins);
    }

    static List<Fate> all() {
        return List.of(
                new Fate("prune", "'keepVersions': 5", "Promoted PROVEN", Fate::prune),
                new Fate("question", "'approval': {'expiresHours': 24}", "Promoted PROVEN", (scene, tag, begins) -> {
                    begins.run();
                    return approve(scene, pushUntilItWaits(scene, tag, "/progress/approval/askedAt"));
                }),
                new Fate("approval", "'approval': {'expiresHours': 24}", "Promoted PROVEN", (scene, tag, begins) -> {
                    String rollout = pushUntilItWaits(scene, tag, "/progress/approval/askedAt");
                    begins.run();
                    return approve(scene, rollout);
                }),
                new Fate("rejection", "'approval': {'expiresHours': 24}", "Rejected APPROVAL_REJECTED", Fate::reject),
                new Fate("bake", BAKE, "Promoted BAKED", (scene, tag, begins) -> {
                    String rollout = pushUntilItWaits(scene, tag, "/progress/bake/since");
                    begins.run();
                    return rollout;
                }),
                new Fate("alarm", BAKE, "RolledBack ALARM_RANG", Fate::ring),
                new Fate("rollback", "", "RolledBack ROLLED_BACK_BY_PERSON", Fate::goBack));
    }

    /** Whether the rollouts' own function made the call. */
    static boolean isOfRollouts(LoggedCall call) {
        return call.caller().contains(":assumed-role/" + ROLE + "/");
    }

    /** Declares what makes the target's rollouts of this sort. */
    void declare(Scene scene) {
        ObjectNode declaration = (ObjectNode) Json.read(scene.parameter("targets/" + TARGET));
        declaration.remove(OWN);
        declaration.setAll((ObjectNode) Json.read("{" + members.replace('\'', '"') + "}"));
        String text = declaration.toString();
        scene.write("targets/" + TARGET, text);
        scene.await(
                "the declaration is taken in",
                () -> scene.target(TARGET).path("declaration").asText(),
                text::equals);
    }

    /** A person's rollback holds the target. */
    static void release(Scene scene) {
        if (!scene.target(TARGET).at("/restraint/hold").isMissingNode()) {
            scene.crowd().order("release", TARGET);
        }
    }

    static void promote(Scene scene, String tag) {
        scene.ended(push(scene, tag, "/progress/move/to"), "Promoted", "PROVEN");
    }

    private static String push(Scene scene, String tag, String until) {
        String rollout = scene.next(TARGET);
        scene.push(Sample.SUPPORT, tag, Pushes.OK);
        scene.reaches(rollout, until);
        return rollout;
    }

    /** Waits for a person or an alarm, and its process is done for now: whoever writes ends the wait themselves. */
    private static String pushUntilItWaits(Scene scene, String tag, String until) {
        String rollout = push(scene, tag, until);
        scene.await(rollout + " waits", () -> isWaiting(scene), waits -> waits);
        return rollout;
    }

    private static boolean isWaiting(Scene scene) {
        return scene.cloud().states().executions(Stage.MACHINE).stream()
                .filter(execution -> execution.status() == Execution.Status.RUNNING)
                .anyMatch(execution ->
                        execution.history().events().getLast().type().equals("TaskSubmitted"));
    }

    private static String approve(Scene scene, String rollout) {
        scene.crowd().order("approve", TARGET, "rollout", rollout, "reason", "looks right");
        return rollout;
    }

    private static String reject(Scene scene, String tag, Runnable begins) {
        String rollout = pushUntilItWaits(scene, tag, "/progress/approval/askedAt");
        begins.run();
        scene.crowd().order("reject", TARGET, "rollout", rollout, "reason", "not today");
        return rollout;
    }

    private static String ring(Scene scene, String tag, Runnable begins) {
        scene.await("the alarm is silent", () -> scene.alarmRings(ALARM), rings -> !rings);
        String rollout = pushUntilItWaits(scene, tag, "/progress/bake/since");
        begins.run();
        scene.aws()
                .query(
                        "monitoring",
                        "Action=SetAlarmState&Version=2010-08-01&AlarmName=%s&StateValue=ALARM&StateReason=drill"
                                .formatted(ALARM));
        return rollout;
    }

    private static String goBack(Scene scene, String tag, Runnable begins) {
        // Only what was good stays to go back to, however often this is done.
        promote(scene, tag);
        promote(scene, tag.replaceFirst("0$", "1"));
        begins.run();
        return scene.crowd().order("rollback", TARGET, "reason", "callers complain");
    }

    /** What comes after the end begins when everybody has been told of it, before the next call can be made. */
    private static String prune(Scene scene, String tag, Runnable begins) {
        String rollout = scene.next(TARGET);
        AtomicBoolean told = new AtomicBoolean();
        Runnable stop = scene.cloud().calls().subscribe(call -> {
            if (isOfRollouts(call) && call.did("events:PutEvents") && told.compareAndSet(false, true)) {
                begins.run();
            }
        });
        scene.push(Sample.SUPPORT, tag, Pushes.OK);
        scene.ended(rollout);
        stop.run();
        return rollout;
    }
}
