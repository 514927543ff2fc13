package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import slipway.local.json.Json;

/** What nobody could handle; each letter must be explained by what was injected into whoever should have handled it. */
final class DeadLetters {
    private static final String SUFFIX = "-dead-letters";
    private static final String SQS = "AmazonSQS.";
    private static final int MOST = 10;
    private static final int HELD = 43_200;

    /** @param queue its name */
    record Letter(String queue, String text) {

        /** The function that should have handled it, or the machine. */
        String addressee() {
            return queue.substring(0, queue.length() - SUFFIX.length());
        }

        /** When what it is about happened; long ago where it does not say. */
        Instant since() {
            JsonNode body = Json.read(text);
            String time =
                    body.at("/requestPayload/time").asText(body.path("time").asText());
            return time.isEmpty() ? Instant.EPOCH : Instant.parse(time);
        }
    }

    private final Hands hands;

    DeadLetters(Hands hands) {
        this.hands = hands;
    }

    List<Letter> all() {
        List<Letter> letters = new ArrayList<>();
        ObjectNode input = Json.object().put("QueueNamePrefix", Hands.CONTROL_PLANE);
        for (JsonNode url : call("ListQueues", input).path("QueueUrls")) {
            String name = url.asText().substring(url.asText().lastIndexOf('/') + 1);
            if (name.endsWith(SUFFIX)) {
                read(url.asText(), name, letters);
            }
        }
        return letters;
    }

    private void read(String url, String name, List<Letter> into) {
        ObjectNode input = Json.object()
                .put("QueueUrl", url)
                .put("MaxNumberOfMessages", MOST)
                .put("VisibilityTimeout", HELD);
        JsonNode page;
        do {
            page = call("ReceiveMessage", input).path("Messages");
            page.forEach(
                    message -> into.add(new Letter(name, message.path("Body").asText())));
        } while (!page.isEmpty());
    }

    private JsonNode call(String operation, ObjectNode input) {
        return hands.aws().call("sqs", SQS + operation, input);
    }

    static void check(List<Letter> letters, Causes causes, Violations violations) {
        for (Letter letter : letters) {
            violations.check(
                    causes.since(letter.since(), letter.addressee()) > 0,
                    letter.queue(),
                    "no dead letter is without a cause that was injected",
                    "a letter about " + letter.since());
        }
    }
}
