package slipway.local.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScheduleExpression;

/**
 * Reads a schedule's members, the same in API and template.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html">CreateSchedule</a>
 */
final class ScheduleReader {
    static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final Set<String> KNOWN = Set.of(
            "ActionAfterCompletion",
            "ClientToken",
            "Description",
            "EndDate",
            "FlexibleTimeWindow",
            "GroupName",
            "KmsKeyArn",
            "Name",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "State",
            "Target");

    private final Place place;
    private final TargetReader targets;

    ScheduleReader(Place place) {
        this.place = place;
        this.targets = new TargetReader(place);
    }

    /** @throws IllegalArgumentException naming the member that is wrong */
    Schedule read(String group, String name, ObjectNode input, Instant created, Instant now) {
        input.fieldNames().forEachRemaining(member -> require(KNOWN.contains(member), member, "is not known here"));
        require(NAME.matcher(name).matches(), "Name", "must be 1 to 64 letters, digits and -_.");
        String window = input.at("/FlexibleTimeWindow/Mode").asText();
        require(window.equals("OFF"), "FlexibleTimeWindow", "must be OFF: a window is not known here");
        ObjectNode declared = input.deepCopy().remove(Set.of("ClientToken", "Name", "GroupName"));
        withDefault(declared, "State", "ENABLED", Set.of("ENABLED", "DISABLED"));
        withDefault(declared, "ActionAfterCompletion", "NONE", Set.of("NONE", "DELETE"));
        withDefault(declared, "ScheduleExpressionTimezone", "UTC", Set.of());
        requireTimes(declared);
        String arn = place.arn("scheduler", "schedule/" + group + "/" + name);
        return new Schedule(
                arn,
                group,
                name,
                declared,
                targets.read(arn, input.path("Target")),
                time(input, "StartDate"),
                time(input, "EndDate"),
                created,
                now);
    }

    private static void withDefault(ObjectNode declared, String member, String usual, Set<String> allowed) {
        String value = declared.path(member).asText(usual);
        require(allowed.isEmpty() || allowed.contains(value), member, "must be one of " + allowed);
        declared.put(member, value);
    }

    private static void requireTimes(ObjectNode declared) {
        try {
            ZoneId zone = ZoneId.of(declared.path("ScheduleExpressionTimezone").asText());
            ScheduleExpression.parse(declared.path("ScheduleExpression").asText(), zone, Instant.EPOCH);
        } catch (DateTimeException e) {
            throw wrong("ScheduleExpressionTimezone", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw wrong("ScheduleExpression", String.valueOf(e.getMessage()));
        }
    }

    /** Seconds in the API, a text in a template. */
    private static @Nullable Instant time(ObjectNode input, String member) {
        JsonNode value = input.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return value.isNumber()
                    ? Instant.ofEpochMilli(value.decimalValue()
                            .multiply(BigDecimal.valueOf(1000))
                            .longValue())
                    : Instant.parse(value.asText());
        } catch (DateTimeException e) {
            throw wrong(member, "is no time: " + Json.write(value));
        }
    }

    static void require(boolean holds, String member, String why) {
        if (!holds) {
            throw wrong(member, why);
        }
    }

    private static IllegalArgumentException wrong(String member, String why) {
        return new IllegalArgumentException(member + " " + why);
    }
}
