package slipway.customresource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What CloudFormation is told, in at most 4,096 bytes, with an id that keeps it sane
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html).
 */
final class Answer {
    static final int MOST_BYTES = 4096;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CUT = "…";

    private final ObjectNode json;

    private Answer(ObjectNode json) {
        this.json = json;
    }

    /** What was deleted keeps its id; what was made or changed has the one that its resource gives it. */
    static Answer of(Request request, Step.Done done) {
        boolean deleted = request.type() == RequestType.DELETE;
        PhysicalId id = deleted ? request.replyTo().id().orElse(done.id()) : done.id();
        ObjectNode json = start(request.replyTo(), "SUCCESS", id);
        if (!deleted && !done.data().isEmpty()) {
            json.put("NoEcho", done.noEcho());
            ObjectNode data = json.putObject("Data");
            done.data().forEach(data::put);
        }
        int bytes = Envelopes.bytes(json).length;
        if (bytes <= MOST_BYTES) {
            return new Answer(json);
        }
        return failed(
                request.replyTo(),
                Optional.of(id),
                "The resource is there, but its attributes %s are too long: the answer has %d bytes, and CloudFormation takes %d. Let it tell less."
                        .formatted(names(done.data()), bytes, MOST_BYTES));
    }

    private static String names(SortedMap<String, String> data) {
        return String.join(", ", data.keySet());
    }

    /**
     * A create that failed is known by what it made, or as nothing; everything else by the id that it had.
     *
     * @param reason without secrets; what does not fit is cut off
     */
    static Answer failed(ReplyTo to, Optional<PhysicalId> made, String reason) {
        PhysicalId id = to.id().or(() -> made).orElseGet(PhysicalId::nothing);
        ObjectNode json = start(to, "FAILED", id);
        json.put("Reason", "");
        json.put("Reason", shortened(json, reason));
        return new Answer(json);
    }

    /** As it is sent. */
    byte[] body() {
        return Envelopes.bytes(json);
    }

    private static ObjectNode start(ReplyTo to, String status, PhysicalId id) {
        return JSON.createObjectNode()
                .put("Status", status)
                .put("StackId", to.stack())
                .put("RequestId", to.request())
                .put("LogicalResourceId", to.logicalId())
                .put("PhysicalResourceId", id.value());
    }

    /** The longest start of the reason that fits: as bytes, which a letter may have several of. */
    private static String shortened(ObjectNode json, String reason) {
        String text = reason.isBlank() ? "The resource gave no reason." : reason;
        int fits = 0;
        int tooLong = text.codePointCount(0, text.length()) + 1;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            json.put("Reason", cut(text, middle));
            if (Envelopes.bytes(json).length <= MOST_BYTES) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return cut(text, fits);
    }

    private static String cut(String text, int codePoints) {
        int end = text.offsetByCodePoints(0, codePoints);
        return end == text.length() ? text : text.substring(0, end) + CUT;
    }
}
