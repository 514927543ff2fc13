package slipway.local.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.json.Json;

/** Images that do not come live, and one that takes its time. */
final class ImageTroubles {
    private static final String DEV = "concierge-dev";
    private static final String PROD = "concierge-prod";
    private static final String INVOKE = "bedrock-agentcore:InvokeAgentRuntime";

    private final Scene scene;

    private ImageTroubles(Scene scene) {
        this.scene = scene;
    }

    static List<Trouble> of(Scene scene) {
        ImageTroubles images = new ImageTroubles(scene);
        return List.of(
                new Trouble(
                        "images that fail",
                        Set.of(
                                "rollout-inconclusive",
                                "rollout-rejected",
                                "rollout-rolled-back",
                                "smoke-test-errors",
                                "rollout-stuck"),
                        images::fail),
                new Trouble(
                        "an approval that nobody hears of",
                        Set.of("approval-requested-dead-letters", "push-to-live-slow"),
                        images::waitForAPerson));
    }

    /** The topic lets alarms in, and rules no more. */
    static void refuseMail(Templates templates) {
        templates
                .resources("AWS::SNS::TopicPolicy")
                .values()
                .forEach(policy -> ((ArrayNode) policy.at("/Properties/PolicyDocument/Statement"))
                        .removeIf(statement -> statement.path("Sid").asText().equals("RulesPublish")));
        templates.save();
    }

    private void fail() {
        nobodyCanAsk();
        rollout("1.2.0", "{\"answer\":{\"answer\":\"I feel unwell\"}}", "Rejected", "SMOKE_TEST_FAILED");
        rollout("1.3.0", "{\"answer\":{\"answer\":\"ok\"},\"healthyInvocations\":1}", "RolledBack", "LIVE_FAILED");
        Trouble.ring(scene, "rollout-rejected", "rollout-rolled-back");
        noLedgerForTheTest();
        noPermissionToMove();
        retry("Unchanged", "ALREADY_LIVE");
    }

    private void rollout(String tag, String script, String outcome, String reason) {
        String rollout = scene.next("support");
        scene.push(Sample.SUPPORT, tag, script);
        scene.ended(rollout, outcome, reason);
    }

    private void nobodyCanAsk() {
        Faults.Armed denied = Trouble.arm(
                scene, FaultRule.on(INVOKE, new Fault.Deny()).by("smoke-test").onResource("runtime/support-"));
        rollout("1.1.0", Pushes.OK, "Inconclusive", "SMOKE_TEST_IMPOSSIBLE");
        while (!Trouble.rang(scene, "rollout-inconclusive")) {
            retry("Inconclusive", "SMOKE_TEST_IMPOSSIBLE");
        }
        denied.disarm();
    }

    private void retry(String outcome, String reason) {
        String rollout = scene.next("support");
        scene.write("images/support/desired-image", scene.parameter("images/support/desired-image"));
        scene.ended(rollout, outcome, reason);
    }

    private void noLedgerForTheTest() {
        Faults.Armed denied = Trouble.deny(scene, "dynamodb:*", "smoke-test");
        String rollout = scene.next("support");
        scene.push(Sample.SUPPORT, "1.4.0", Pushes.OK);
        Trouble.ring(scene, "smoke-test-errors");
        denied.disarm();
        scene.ended(rollout, "Promoted", "PROVEN");
    }

    private void noPermissionToMove() {
        Faults.Armed denied = Trouble.arm(
                scene,
                FaultRule.on("bedrock-agentcore:UpdateAgentRuntimeEndpoint", new Fault.Deny())
                        .onResource("runtime/support-"));
        String rollout = scene.next("support");
        scene.push(Sample.SUPPORT, "1.5.0", Pushes.OK);
        scene.ended(rollout, "Stuck", "ACCESS_DENIED");
        Trouble.ring(scene, "rollout-stuck");
        denied.disarm();
        scene.crowd().order("retry", "support");
        scene.await(
                "the rollout ends",
                () -> scene.rollout(rollout).at("/ending/outcome").asText(),
                "PROMOTED"::equals);
        scene.ended(rollout, "Promoted", "PROVEN");
    }

    /** Meanwhile its neighbour is held, and a newer image takes the place of the one that was asked for first. */
    private void waitForAPerson() {
        ObjectNode declaration = (ObjectNode) Json.read(scene.parameter("targets/" + DEV));
        declaration.putObject("approval").put("expiresHours", 24);
        scene.write("targets/" + DEV, declaration.toString());
        scene.await(
                "the declaration is taken in",
                () -> scene.target(DEV).path("declaration").asText(),
                text -> text.contains("approval"));
        scene.crowd().order("hold", PROD, "reason", "a demonstration");
        String first = scene.next(DEV);
        scene.push(Sample.CONCIERGE, "1.1.0", Pushes.OK);
        scene.decision(PROD, "Held", ":1.1.0@");
        scene.reaches(first, "/progress/approval/askedAt");
        Trouble.ring(scene, "approval-requested-dead-letters");
        String second = scene.next(DEV);
        scene.push(Sample.CONCIERGE, "1.2.0", Pushes.OK);
        scene.ended(first, "Superseded", "NEWER_IMAGE");
        scene.reaches(second, "/progress/approval/askedAt");
        Instant tooLate = Instant.parse(
                        scene.rollout(second).at("/request/startedAt").asText())
                .plus(Duration.ofMinutes(61));
        scene.await("an hour has passed", () -> scene.cloud().clock().instant(), tooLate::isBefore);
        scene.crowd().order("approve", DEV, "rollout", second, "reason", "found in the status");
        scene.ended(second, "Promoted", "PROVEN");
        Trouble.ring(scene, "push-to-live-slow");
    }
}
