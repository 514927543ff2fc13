package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads requests, which come from outside: no value of one is in any message. */
final class RequestReader {
    private static final int LONGEST_TYPE = 60 + "Custom::".length();
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ID = 1024;
    /** It stands in logs: a line break would forge a line. */
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]+");

    private final ResponseHosts hosts;

    RequestReader(ResponseHosts hosts) {
        this.hosts = hosts;
    }

    /** What a request comes to. */
    sealed interface Read {
        ReplyTo replyTo();

        record Fit(Request request) implements Read {
            @Override
            public ReplyTo replyTo() {
                return request.replyTo();
            }
        }

        /** It can be answered, but not carried out. */
        record Unfit(ReplyTo replyTo, String reason) implements Read {}
    }

    /** @throws BadRequest where nobody can be answered */
    Read read(JsonNode json) {
        List<String> problems = new ArrayList<>();
        Optional<RequestType> type = RequestType.of(json.path("RequestType").asText());
        if (type.isEmpty()) {
            problems.add("RequestType is none of Create, Update and Delete");
        }
        ReplyTo replyTo = new ReplyTo(
                url(json),
                text(json, "StackId", LONGEST_ID, problems),
                text(json, "RequestId", LONGEST_NAME, problems),
                text(json, "LogicalResourceId", LONGEST_NAME, problems),
                id(json, type, problems));
        Request request = new Request(
                replyTo,
                type.orElse(RequestType.CREATE),
                text(json, "ResourceType", LONGEST_TYPE, problems),
                object(json, "ResourceProperties", problems),
                object(json, "OldResourceProperties", problems),
                timeout(json, problems));
        return problems.isEmpty() ? new Read.Fit(request) : new Read.Unfit(replyTo, reason(problems));
    }

    private static String reason(List<String> problems) {
        return "The request cannot be carried out: " + String.join("; ", problems) + ".";
    }

    private URI url(JsonNode json) {
        String text = json.path("ResponseURL").asText();
        if (text.isEmpty()) {
            throw new BadRequest("ResponseURL", "is missing", "let CloudFormation send the request");
        }
        try {
            URI url = new URI(text);
            if (hosts.allow(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Its message has the URL.
        }
        throw new BadRequest(
                "ResponseURL",
                "is not at CloudFormation's bucket of this Region",
                "let CloudFormation of this Region send the request");
    }

    private static String text(JsonNode json, String member, int longest, List<String> problems) {
        JsonNode value = json.path(member);
        String text = value.isTextual() ? value.textValue() : "";
        if (PLAIN.matcher(text).matches() && text.length() <= longest) {
            return text;
        }
        problems.add("%s is no text of 1 to %d plain characters".formatted(member, longest));
        return "";
    }

    private static Optional<PhysicalId> id(JsonNode json, Optional<RequestType> type, List<String> problems) {
        if (type.filter(RequestType.CREATE::equals).isPresent()) {
            return Optional.empty();
        }
        Optional<PhysicalId> id =
                PhysicalId.parse(json.path("PhysicalResourceId").asText());
        if (id.isEmpty() && type.isPresent()) {
            problems.add("PhysicalResourceId is no text of 1 to %d bytes".formatted(LONGEST_ID));
        }
        return id;
    }

    private static ObjectNode object(JsonNode json, String member, List<String> problems) {
        JsonNode value = json.path(member);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (!value.isMissingNode() && !value.isNull()) {
            problems.add(member + " is no object");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** CloudFormation has checked it; what it cannot be leaves the longest. */
    private static Duration timeout(JsonNode json, List<String> problems) {
        JsonNode value = json.at("/ResourceProperties/ServiceTimeout");
        if (value.isMissingNode() || value.isNull()) {
            return Request.LONGEST;
        }
        if (value.asText().matches("[0-9]{1,4}")) {
            Duration timeout = Duration.ofSeconds(Long.parseLong(value.asText()));
            if (timeout.isPositive() && timeout.compareTo(Request.LONGEST) <= 0) {
                return timeout;
            }
        }
        problems.add("ServiceTimeout is no number of seconds from 1 to 3600");
        return Request.LONGEST;
    }
}
