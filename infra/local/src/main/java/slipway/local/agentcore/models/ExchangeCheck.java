package slipway.local.agentcore.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Judges one exchange by its operation: what was asked, if it was accepted, and what was answered. */
final class ExchangeCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiModel model;
    private final ApiOperation operation;
    private final ShapeCheck check;

    ExchangeCheck(ApiModel model, ApiOperation operation) {
        this.model = model;
        this.operation = operation;
        this.check = new ShapeCheck(model);
    }

    /** What does not fit; nothing when all does. */
    List<String> problems(Exchange exchange, Map<String, String> labels) {
        boolean accepted = exchange.status() / 100 == 2;
        if (accepted) {
            // What was refused need not fit.
            request(exchange, labels);
            response(exchange);
        } else {
            error(exchange);
        }
        return check.problems();
    }

    private void request(Exchange exchange, Map<String, String> labels) {
        members("request", operation.input(), exchange.request(), (location, name) -> switch (location) {
            case "uri" -> labels.get(name);
            case "querystring" -> exchange.query().get(name);
            case "header" -> exchange.requestHeaders().get(name.toLowerCase(Locale.ROOT));
            default -> null;
        });
    }

    private void response(Exchange exchange) {
        if (exchange.status() != operation.status() && !hasStatusMember()) {
            check.problem("response status is %d, not %d".formatted(exchange.status(), operation.status()));
        }
        members("response", operation.output(), exchange.response(), (location, name) -> switch (location) {
            case "statusCode" -> String.valueOf(exchange.status());
            case "header" -> exchange.responseHeaders().get(name.toLowerCase(Locale.ROOT));
            default -> null;
        });
    }

    private boolean hasStatusMember() {
        return model.shape(operation.output())
                .path("members")
                .valueStream()
                .anyMatch(member -> member.path("location").asText().equals("statusCode"));
    }

    /** Finds what is not in the body. */
    @FunctionalInterface
    private interface Outside {
        @Nullable
        String find(String location, String name);
    }

    private void members(String where, String shapeName, byte @Nullable [] bytes, Outside outside) {
        JsonNode shape = model.shape(shapeName);
        String payload = shape.path("payload").asText();
        JsonNode body = payload.isEmpty() ? tree(where, bytes) : MissingNode.getInstance();
        List<String> required =
                shape.path("required").valueStream().map(JsonNode::asText).toList();
        for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
            JsonNode use = member.getValue();
            String name = use.path("locationName").asText(member.getKey());
            if (member.getKey().equals(payload)) {
                payload(where, use.path("shape").asText(), bytes);
                continue;
            }
            String location = use.path("location").asText();
            Optional<JsonNode> value = location.isEmpty()
                    ? Optional.of(body.path(name)).filter(one -> !one.isMissingNode() && !one.isNull())
                    : Optional.ofNullable(outside.find(location, name)).map(TextNode::valueOf);
            value.ifPresentOrElse(
                    one -> member(where + "." + name, use.path("shape").asText(), location, one), () -> {
                        if (required.contains(member.getKey())) {
                            check.missing(where, name);
                        }
                    });
        }
    }

    private void member(String where, String shape, String location, JsonNode value) {
        boolean joined = location.equals("querystring")
                && model.shape(shape).path("type").asText().equals("list");
        if (joined) {
            var items = JsonNodeFactory.instance.arrayNode();
            List.of(value.asText().split(",", -1)).forEach(items::add);
            check.value(where, shape, items);
        } else {
            check.value(where, shape, value);
        }
    }

    /** A blob is any bytes; a structure is the whole body. */
    private void payload(String where, String shape, byte @Nullable [] bytes) {
        if (model.shape(shape).path("eventstream").asBoolean()) {
            events(where, model.shape(shape).path("members"), bytes);
        } else if (model.shape(shape).path("type").asText().equals("structure")) {
            check.value(where, shape, tree(where, bytes));
        }
    }

    /** Each message names the member of the stream that it is. */
    private void events(String where, JsonNode members, byte @Nullable [] bytes) {
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(bytes == null ? new byte[0] : bytes);
        List<Message> messages = decoder.getDecodedMessages();
        if (messages.isEmpty()) {
            check.problem(where + " is a stream without an event");
        }
        for (Message message : messages) {
            Map<String, HeaderValue> headers = message.getHeaders();
            boolean isError = header(headers, ":message-type").equals("exception");
            String type = header(headers, isError ? ":exception-type" : ":event-type");
            JsonNode member = members.path(type);
            if (member.isMissingNode()) {
                check.problem(where + " has an event that the model does not know: '" + type + "'");
            } else {
                check.value(where + "." + type, member.path("shape").asText(), tree(where, message.getPayload()));
            }
        }
    }

    private static String header(Map<String, HeaderValue> headers, String name) {
        HeaderValue value = headers.get(name);
        return value == null ? "" : value.getString();
    }

    private void error(Exchange exchange) {
        String type = exchange.responseHeaders().getOrDefault("x-amzn-errortype", "");
        JsonNode shape = model.shape(type);
        if (!operation.errors().contains(type)) {
            check.problem("response is an error that the operation does not know: '" + type + "'");
        } else if (shape.at("/error/httpStatusCode").asInt() != exchange.status()) {
            check.problem("response status %d is not that of %s".formatted(exchange.status(), type));
        } else {
            check.value("response", type, tree("response", exchange.response()));
        }
    }

    private JsonNode tree(String where, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            check.problem(where + " is not JSON");
            return MissingNode.getInstance();
        }
    }
}
