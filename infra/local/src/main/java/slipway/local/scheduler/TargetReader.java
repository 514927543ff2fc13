package slipway.local.scheduler;

import static slipway.local.scheduler.ScheduleReader.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.Set;
import slipway.local.delivery.RetryPolicy;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;

/** Reads the target of a schedule. A service that its ARN does not name by itself, a universal target, is refused. */
final class TargetReader {
    private static final Set<String> KNOWN =
            Set.of("Arn", "DeadLetterConfig", "EventBridgeParameters", "Input", "RetryPolicy", "RoleArn");
    private static final Set<String> SERVICES = Set.of("lambda", "sqs", "states", "events", "sns");

    private final Place place;

    TargetReader(Place place) {
        this.place = place;
    }

    Target read(String schedule, JsonNode target) {
        target.fieldNames()
                .forEachRemaining(name -> require(KNOWN.contains(name), "Target." + name, "is not known here"));
        String arn = target.path("Arn").asText();
        String[] parts = arn.split(":", 6);
        require(
                parts.length == 6 && SERVICES.contains(parts[2]),
                "Target.Arn",
                "must be the ARN of a function, queue, topic, bus or state machine, not '" + arn + "'");
        String role = target.path("RoleArn").asText();
        require(role.startsWith("arn:"), "Target.RoleArn", "must be the ARN of a role");
        JsonNode deadLetters = target.at("/DeadLetterConfig/Arn");
        return new Target(
                arn,
                role,
                payload(schedule, parts[2], target),
                RetryPolicy.read(target.path("RetryPolicy")),
                deadLetters.isTextual() ? deadLetters.asText() : null);
    }

    private Target.Payload payload(String schedule, String service, JsonNode target) {
        if (service.equals("events")) {
            return event(schedule, target);
        }
        boolean needsJson = service.equals("lambda") || service.equals("states");
        String input = target.path("Input").asText(needsJson ? "{}" : "");
        if (needsJson) {
            read(input);
        }
        return (due, execution, attempt) -> {
            String filled = filled(input, schedule, due, execution, attempt);
            return needsJson ? Json.read(filled) : text(filled);
        };
    }

    /** A queue gets the text as it stands, and JSON is one. */
    private static JsonNode text(String filled) {
        try {
            return Json.read(filled);
        } catch (IllegalArgumentException e) {
            return Json.MAPPER.getNodeFactory().rawValueNode(new RawValue(filled));
        }
    }

    private Target.Payload event(String schedule, JsonNode target) {
        JsonNode parameters = target.path("EventBridgeParameters");
        String source = parameters.path("Source").asText();
        String type = parameters.path("DetailType").asText();
        require(
                !source.isEmpty() && !type.isEmpty() && !source.startsWith("aws."),
                "Target.EventBridgeParameters",
                "must have a DetailType, and a Source that is not AWS's own");
        String input = target.path("Input").asText("{}");
        require(read(input).isObject(), "Target.Input", "must be a JSON object: it is the event's detail");
        return (due, execution, attempt) -> {
            ObjectNode detail = (ObjectNode) Json.read(filled(input, schedule, due, execution, attempt));
            ObjectNode event = Events.envelope(place, due, source, type, detail);
            event.withArray("resources").add(schedule);
            return event;
        };
    }

    private static JsonNode read(String input) {
        try {
            return Json.read(input);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Target.Input is not JSON: " + e.getMessage(), e);
        }
    }

    /** The names that Scheduler replaces in an input. */
    private static String filled(String input, String schedule, Instant due, String execution, int attempt) {
        return input.replace("<aws.scheduler.schedule-arn>", schedule)
                .replace("<aws.scheduler.scheduled-time>", due.toString())
                .replace("<aws.scheduler.execution-id>", execution)
                .replace("<aws.scheduler.attempt-number>", String.valueOf(attempt));
    }
}
