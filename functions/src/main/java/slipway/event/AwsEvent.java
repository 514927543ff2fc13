package slipway.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * An event from a bus, its envelope checked.
 *
 * @param time when it happened; decisions take their time from here
 */
public record AwsEvent(String detailType, String account, String region, Instant time, JsonNode detail) {

    /** @throws BadEvent naming the member that is missing or wrong */
    public static AwsEvent of(JsonNode event) {
        return new AwsEvent(
                text(event, "detail-type"),
                text(event, "account"),
                text(event, "region"),
                time(event),
                event.path("detail"));
    }

    /** A text within the detail. */
    public String text(String member) {
        return text(detail, member);
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new BadEvent(member, value.toString(), "expected a text");
        }
        return value.textValue();
    }

    private static Instant time(JsonNode event) {
        String time = text(event, "time");
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new BadEvent("time", time, "expected a time as in 2026-01-31T12:00:00Z");
        }
    }
}
