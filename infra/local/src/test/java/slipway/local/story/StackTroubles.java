package slipway.local.story;

import java.util.List;
import java.util.Set;
import slipway.local.bus.Bus;
import slipway.local.edge.Faults;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Requests of stacks that nobody knows, and stacks that end while the ledger is out of reach. */
final class StackTroubles {
    private static final String MACHINE =
            Stage.MACHINE.substring(0, Stage.MACHINE.lastIndexOf(':') + 1) + Scene.CONTROL_PLANE + "-resource";

    private final Scene scene;

    private StackTroubles(Scene scene) {
        this.scene = scene;
    }

    static List<Trouble> of(Scene scene) {
        StackTroubles stacks = new StackTroubles(scene);
        return List.of(
                new Trouble(
                        "stacks that are updated while the ledger is out of reach",
                        Set.of("stack-updated-errors", "stack-updated-dead-letters"),
                        stacks::updates),
                new Trouble("a request that is none", Set.of("resource-request-errors"), stacks::noRequest),
                new Trouble(
                        "looks at requests that are not there",
                        Set.of("resource-progress-errors", "resource-failed-errors", "resource-dead-letters"),
                        stacks::unknownRequests),
                new Trouble(
                        "waits for custom resources that break off",
                        Set.of("resource-executions-failed", "resource-executions-aborted"),
                        stacks::brokenOff));
    }

    private void updates() {
        Faults.Armed denied = Trouble.deny(scene, "dynamodb:*", "stack-updated");
        Trouble.until(
                scene,
                "stack-updated-errors",
                () -> scene.cloud()
                        .bus()
                        .publish(
                                Bus.DEFAULT,
                                Aws.object()
                                        .put("source", "aws.cloudformation")
                                        .put("detail-type", "CloudFormation Stack Status Change")
                                        .set(
                                                "detail",
                                                Aws.object()
                                                        .put(
                                                                "stack-id",
                                                                "arn:aws:cloudformation:eu-central-1:111122223333:stack/team/1")
                                                        .set(
                                                                "status-details",
                                                                Aws.object().put("status", "UPDATE_COMPLETE")))));
        Trouble.ring(scene, "stack-updated-dead-letters");
        denied.disarm();
    }

    private void noRequest() {
        try (LambdaClient lambda = FunctionTroubles.lambda(scene)) {
            Trouble.until(
                    scene,
                    "resource-request-errors",
                    () -> lambda.invoke(r -> r.functionName(Scene.CONTROL_PLANE + "-resource-request")
                            .qualifier("live")
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String("{}"))));
        }
    }

    private void unknownRequests() {
        Trouble.until(
                scene,
                "resource-progress-errors",
                () -> FunctionTroubles.execution(scene, MACHINE, "{\"schema\":1,\"request\":\"nobodys\"}"));
        Trouble.until(
                scene,
                "resource-failed-errors",
                () -> FunctionTroubles.execution(
                        scene, MACHINE, "{\"schema\":1,\"request\":\"nobodys\",\"giveUp\":true}"));
        Trouble.ring(scene, "resource-dead-letters");
    }

    private void brokenOff() {
        FunctionTroubles.execution(scene, MACHINE, "{}");
        String waiting = FunctionTroubles.execution(scene, MACHINE, "{\"schema\":1,\"request\":\"nobodys\"}");
        scene.aws()
                .call("states", "AWSStepFunctions.StopExecution", Aws.object().put("executionArn", waiting));
        Trouble.ring(scene, "resource-executions-failed", "resource-executions-aborted");
    }
}
