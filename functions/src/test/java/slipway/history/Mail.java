package slipway.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import slipway.image.Image;
import slipway.ledger.RolloutId;
import slipway.rollout.Functions.Name;
import slipway.target.TargetName;

/** Events on their way to their functions: in no order, some twice, some never. */
final class Mail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 3;

    /** An event that a function is to take. */
    static final class Letter {
        final Name function;
        final String json;
        final String text;
        final List<TargetName> targets;
        private int attempts;

        private Letter(Name function, String json, String text, List<TargetName> targets) {
            this.function = function;
            this.json = json;
            this.text = text;
            this.targets = targets;
        }

        String word() {
            return function.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final List<Letter> letters = new ArrayList<>();
    private final List<Letter> dead = new ArrayList<>();

    List<Letter> all() {
        return List.copyOf(letters);
    }

    Optional<Letter> any(SplittableRandom random) {
        return letters.isEmpty() ? Optional.empty() : Optional.of(letters.get(random.nextInt(letters.size())));
    }

    void taken(Letter letter) {
        letters.remove(letter);
    }

    /** It comes again, a few times; then it is kept where people look. */
    void failed(Letter letter) {
        if (++letter.attempts >= ATTEMPTS && letters.remove(letter)) {
            dead.add(letter);
        }
    }

    void twice(Letter letter) {
        letters.add(new Letter(letter.function, letter.json, letter.text, letter.targets));
    }

    /** A person sends again what was kept. */
    void redrive() {
        letters.addAll(dead);
        dead.clear();
    }

    void pushed(Image image, boolean replicated, Instant at, List<TargetName> targets) {
        ObjectNode event = event(replicated ? "ECR Replication Action" : "ECR Image Action", "aws.ecr", at);
        event.withObject("/detail")
                .put("result", "SUCCESS")
                .put("repository-name", image.repository().name())
                .put("image-digest", image.digest().value())
                .put("action-type", replicated ? "REPLICATE" : "PUSH")
                .put("image-tag", image.tag().value());
        ObjectNode batch = JSON.createObjectNode();
        batch.putArray("Records").addObject().put("messageId", "1").put("body", event.toString());
        String how = replicated ? "replicated" : "pushed";
        send(Name.IMAGE_PUSHED, batch, "%s %s".formatted(shown(image), how), targets);
    }

    void written(Name function, String parameter, TargetName target, Instant at) {
        ObjectNode event = event("Parameter Store Change", "aws.ssm", at);
        event.withObject("/detail").put("operation", "Update").put("name", parameter);
        String what = function == Name.TARGET_DECLARED ? "declaration of " : "desired image of ";
        send(function, event, what + target + " changed", List.of(target));
    }

    void interrupted(String execution, RolloutId rollout, Instant at) {
        ObjectNode event = event("Step Functions Execution Status Change", "aws.states", at);
        event.withObject("/detail")
                .put("executionArn", execution)
                .put("status", "ABORTED")
                .put(
                        "input",
                        "{\"schema\":1,\"target\":\"%s\",\"rollout\":\"%s\"}".formatted(rollout.target(), rollout));
        send(Name.ROLLOUT_INTERRUPTED, event, execution + " died", List.of(rollout.target()));
    }

    void rang(String alarm, Instant at, List<TargetName> targets) {
        ObjectNode event = event("CloudWatch Alarm State Change", "aws.cloudwatch", at);
        event.withObject("/detail").put("alarmName", alarm).withObject("/state").put("value", "ALARM");
        send(Name.ALARM_STATE_CHANGED, event, "alarm " + alarm + " rings", targets);
    }

    void stackUpdated(String stack, Instant at, List<TargetName> targets) {
        ObjectNode event = event("CloudFormation Stack Status Change", "aws.cloudformation", at);
        event.withObject("/detail")
                .put("stack-id", stack)
                .withObject("/status-details")
                .put("status", "UPDATE_COMPLETE");
        send(Name.STACK_UPDATED, event, "a stack was updated", targets);
    }

    private void send(Name function, ObjectNode event, String text, List<TargetName> targets) {
        letters.add(new Letter(function, event.toString(), text, targets));
    }

    private static ObjectNode event(String type, String source, Instant at) {
        ObjectNode event = JSON.createObjectNode()
                .put("detail-type", type)
                .put("source", source)
                .put("account", "111122223333")
                .put("region", "eu-central-1")
                .put("time", at.toString());
        event.putObject("detail");
        return event;
    }

    static String shown(Image image) {
        return "%s (%s)".formatted(image.tag(), image.digest().shortForm().replaceFirst("e+$", ""));
    }
}
