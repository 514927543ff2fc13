package slipway.local.story;

import java.util.Optional;
import slipway.local.states.Execution;

/** The least in which every function and every role has its part. */
final class ShortStory {
    private ShortStory() {}

    /** A first push, which a declaration finds; a second one, whose execution somebody aborts. */
    static void tell(Scene scene) {
        Pushes.chapters().getFirst().tell(scene);
        scene.push(Sample.SUPPORT, "1.1.0", Pushes.OK);
        String aborted = scene.await(
                        "the second rollout is under way", () -> running(scene, "support-2"), Optional::isPresent)
                .orElseThrow();
        scene.aws()
                .call("states", "AWSStepFunctions.StopExecution", Aws.object().put("executionArn", aborted));
        scene.ended("support-2", "Promoted", "PROVEN");
    }

    private static Optional<String> running(Scene scene, String rollout) {
        return scene.cloud().states().executions(Stage.MACHINE).stream()
                .filter(execution -> execution.status() == Execution.Status.RUNNING)
                .map(Execution::start)
                .filter(start -> start.input().path("rollout").asText().equals(rollout))
                .map(Execution.Start::arn)
                .findFirst();
    }
}
