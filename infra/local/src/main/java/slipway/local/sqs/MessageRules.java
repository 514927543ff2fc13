package slipway.local.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;

/** What SQS accepts as messages and batches of them, and how it says no. */
final class MessageRules {
    private static final Pattern ATTRIBUTE = Pattern.compile("(?!(?i)(aws|amazon)\\.)[A-Za-z0-9_.-]{1,256}");
    private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final int MOST_ATTRIBUTES = 10;
    private static final int MOST_ENTRIES = 10;

    private MessageRules() {}

    static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterValue", message);
    }

    /** Counted in bytes, attributes included. */
    static void message(String body, ObjectNode attributes, int largest) {
        if (body.isEmpty()) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter MessageBody.");
        }
        if (!body.codePoints().allMatch(MessageRules::isAllowed)) {
            throw new AwsError(400, "InvalidMessageContents", "Invalid characters found in the message body.");
        }
        attributes(attributes);
        if (size(body, attributes) > largest) {
            throw invalid(
                    "One or more parameters are invalid. Reason: Message must be shorter than " + largest + " bytes.");
        }
    }

    /** What XML can hold. */
    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private static void attributes(ObjectNode attributes) {
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw invalid(
                    "Number of message attributes [%d] exceeds the allowed maximum [10].".formatted(attributes.size()));
        }
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            JsonNode value = attribute.getValue();
            String type = value.path("DataType").asText();
            boolean binary = type.startsWith("Binary");
            if (!ATTRIBUTE.matcher(attribute.getKey()).matches()
                    || !type.matches("(String|Number|Binary)(\\..*)?")
                    || value.path(binary ? "BinaryValue" : "StringValue")
                            .asText()
                            .isEmpty()) {
                throw invalid("The message attribute '%s' must have a valid name, a data type and a value of it."
                        .formatted(attribute.getKey()));
            }
        }
    }

    static int size(String body, ObjectNode attributes) {
        int size = body.getBytes(UTF_8).length;
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            JsonNode value = attribute.getValue();
            size += attribute.getKey().getBytes(UTF_8).length
                    + value.path("DataType").asText().getBytes(UTF_8).length
                    + value.path("StringValue").asText().getBytes(UTF_8).length
                    + bytes(value.path("BinaryValue"));
        }
        return size;
    }

    private static int bytes(JsonNode base64) {
        try {
            return base64.isMissingNode() ? 0 : base64.binaryValue().length;
        } catch (IOException e) {
            throw invalid("A BinaryValue is not Base64.");
        }
    }

    /** 1 to 10 entries, each with an id of its own. */
    static void batch(JsonNode entries) {
        if (entries.isEmpty()) {
            throw new AwsError(400, "EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw new AwsError(
                    400,
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent %d.".formatted(entries.size()));
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            if (!ENTRY_ID.matcher(id).matches()) {
                throw new AwsError(
                        400,
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be"
                                + " at most 80 letters long.");
            }
            if (!ids.add(id)) {
                throw new AwsError(400, "BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
            }
        }
    }

    /** The sum of what is sent together. */
    static void batchSize(int bytes) {
        if (bytes > QueueSettings.MEGABYTE) {
            throw new AwsError(
                    400,
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than %d bytes. You have sent %d bytes."
                            .formatted(QueueSettings.MEGABYTE, bytes));
        }
    }

    /** A number that may be left out. */
    static int number(ObjectNode input, String member, int usual, int least, int most) {
        JsonNode value = input.path(member);
        int number = value.isMissingNode() || value.isNull() ? usual : value.asInt(-1);
        if (number < least || number > most) {
            throw invalid("Value %s for parameter %s is invalid. Reason: Must be >= %d and <= %d, if provided."
                    .formatted(value.asText(), member, least, most));
        }
        return number;
    }
}
