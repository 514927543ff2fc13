package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.json.Json;
import slipway.local.states.Integration;
import slipway.local.states.StatesError;

/** Step Functions' {@code sqs:sendMessage}; a MessageBody may be an object there. */
public final class SendMessageTask implements Integration {
    private final Queues queues;

    public SendMessageTask(Queues queues) {
        this.queues = queues;
    }

    @Override
    public String resource() {
        return "arn:aws:states:::sqs:sendMessage";
    }

    @Override
    public Set<String> arguments() {
        return Set.of("QueueUrl", "MessageBody");
    }

    @Override
    public JsonNode call(JsonNode arguments, Caller role) {
        String url = arguments.path("QueueUrl").asText();
        JsonNode body = arguments.path("MessageBody");
        try {
            Message sent = queues.send(
                    queues.arn(url.substring(url.lastIndexOf('/') + 1)),
                    body.isTextual() ? body.textValue() : Json.write(body),
                    Json.object(),
                    Duration.ZERO,
                    role);
            return Json.object().put("MessageId", sent.id()).put("MD5OfMessageBody", Md5.of(sent.body()));
        } catch (AwsError e) {
            throw new StatesError(
                    "Sqs." + (e.code().endsWith("Exception") ? e.code() : e.code() + "Exception"), e.text());
        }
    }
}
