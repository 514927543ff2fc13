package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import slipway.local.states.Execution;

/** What shows in a cloud that is broken in one way, and never in a whole one. */
interface Sign {
    Duration LONGEST = Duration.ofSeconds(90);

    /** Long enough for a whole cloud to go on from there: half a minute of its time and more. */
    Duration GRACE = Duration.ofMillis(600);

    boolean shows(Scene scene);

    /** Waits until it shows, and a little longer: what follows may still go well. */
    default Patience patience(Scene scene) {
        long[] first = {0};
        return waited -> {
            if (first[0] == 0 && shows(scene)) {
                first[0] = System.nanoTime();
            }
            if (first[0] != 0 && System.nanoTime() - first[0] > GRACE.toNanos()) {
                return Optional.of("the sign shows, and waiting is in vain");
            }
            return Patience.of(LONGEST).lost(waited);
        };
    }

    /** IAM refused a call of this role. */
    static Sign denied(String role) {
        return scene -> scene.cloud().calls().calls().stream()
                .filter(call -> call.caller().contains(":assumed-role/" + role + "/"))
                .flatMap(call -> call.asks().stream())
                .anyMatch(ask -> !ask.allowed());
    }

    /** A task of a state machine failed with this in its cause. */
    static Sign taskFailed(String cause) {
        return scene -> scene.cloud().states().executions(Stage.MACHINE).stream()
                .flatMap(execution -> execution.history().events().stream())
                .anyMatch(event -> event.type().equals("TaskFailed")
                        && event.details().path("cause").asText().contains(cause));
    }

    /** An execution succeeded, its rollout did not end. */
    static Sign endedTooEarly() {
        return scene -> scene.cloud().states().executions(Stage.MACHINE).stream()
                .filter(execution -> execution.status() == Execution.Status.SUCCEEDED)
                .map(execution -> execution.start().input().path("rollout").asText())
                .anyMatch(
                        rollout -> scene.rollout(rollout).at("/ending/outcome").isMissingNode());
    }

    /** Something lies in the dead-letter queue of this rule or function. */
    static Sign deadLetter(String name) {
        return scene -> !scene.aws()
                .call(
                        "sqs",
                        "AmazonSQS.GetQueueAttributes",
                        attributes(scene.cloud().uri() + "/" + Stage.PLACE.account() + "/" + name + "-dead-letters"))
                .at("/Attributes/ApproximateNumberOfMessages")
                .asText("0")
                .equals("0");
    }

    private static ObjectNode attributes(String url) {
        ObjectNode input = Aws.object().put("QueueUrl", url);
        input.putArray("AttributeNames").add("ApproximateNumberOfMessages");
        return input;
    }

    /** The function's log has this text. */
    static Sign logged(String function, String text) {
        return scene ->
                scene.cloud().logs().lines("/aws/lambda/" + function).stream().anyMatch(line -> line.contains(text));
    }
}
