package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.edge.Receiver;
import slipway.local.json.Events;

/**
 * Where asynchronous invocations end: destinations, which get a record, and dead-letter queues, which get the event. Both
 * are reached as the function's role.
 */
final class Destinations {
    private static final int LONGEST_MESSAGE = 1024;

    private final LambdaSettings settings;
    private final Function<String, Optional<Receiver>> receivers;

    Destinations(LambdaSettings settings, Function<String, Optional<Receiver>> receivers) {
        this.settings = settings;
        this.receivers = receivers;
    }

    /** The action that the function's role needs on a destination; empty for what cannot be one. */
    static Optional<String> action(String arn) {
        return switch (service(arn)) {
            case "sqs" -> Optional.of("sqs:SendMessage");
            case "sns" -> Optional.of("sns:Publish");
            case "lambda" -> Optional.of("lambda:InvokeFunction");
            case "events" -> Optional.of("events:PutEvents");
            default -> Optional.empty();
        };
    }

    private static String service(String arn) {
        List<String> parts = List.of(arn.split(":", 4));
        return parts.size() == 4 ? parts.get(2) : "";
    }

    void record(String destination, FunctionSpec function, InvocationRecord record) {
        JsonNode sent = service(destination).equals("events") ? event(destination, record) : record.json();
        send(destination, function, sent, Map.of(), "DestinationDeliveryFailures");
    }

    private ObjectNode event(String bus, InvocationRecord record) {
        String result = record.isSuccess() ? "Success" : "Failure";
        ObjectNode event = Events.envelope(
                settings.place(),
                record.at(),
                "lambda",
                "Lambda Function Invocation Result - " + result,
                record.json());
        event.withArray("resources").add(bus).add(record.functionArn());
        return event;
    }

    void deadLetter(String queue, FunctionSpec function, InvocationRecord record) {
        String message = record.result().payload().path("errorMessage").asText();
        Map<String, String> attributes = Map.of(
                "RequestID", record.requestId(),
                "ErrorCode", "200",
                "ErrorMessage", message.substring(0, Math.min(LONGEST_MESSAGE, message.length())));
        send(queue, function, record.payload(), attributes, "DeadLetterErrors");
    }

    private void send(
            String arn, FunctionSpec function, JsonNode content, Map<String, String> attributes, String metric) {
        try {
            receivers
                    .apply(arn)
                    .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "There is no " + arn))
                    .receive(arn, content, attributes, function.role());
            settings.metrics().put(function.name(), metric, 0);
        } catch (AwsError e) {
            settings.metrics().put(function.name(), metric, 1);
            settings.logs()
                    .line(
                            function.logGroup(),
                            function.name(),
                            "What became of an event is lost: %s refused it: %s".formatted(arn, e.text()));
        }
    }
}
