package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import slipway.local.delivery.RetryPolicy;
import slipway.local.json.Json;
import slipway.local.time.ScheduleExpression;

/** Reads what a rule consists of, and refuses what EventBridge refuses or what is not known here. */
record RuleReader(BiFunction<String, String, RuntimeException> wrong) {
    static final int MOST_TARGETS = 5;
    private static final Set<String> TARGET =
            Set.of("Arn", "Id", "Input", "InputPath", "InputTransformer", "RetryPolicy", "DeadLetterConfig", "RoleArn");

    /** @param pattern as an object, or as the text of one; a missing node if there is none */
    Rule.Trigger trigger(String bus, JsonNode pattern, @Nullable String schedule, String description) {
        if (pattern.isMissingNode() && schedule == null) {
            throw wrong.apply("EventPattern", "or ScheduleExpression must be there");
        }
        if (schedule != null) {
            requireSchedule(bus, schedule);
        }
        return new Rule.Trigger(pattern.isMissingNode() ? null : pattern(pattern), schedule, description);
    }

    private void requireSchedule(String bus, String schedule) {
        if (!bus.equals(Bus.DEFAULT)) {
            throw wrong.apply("ScheduleExpression", "is supported only on the default event bus");
        }
        try {
            if (ScheduleExpression.parse(schedule, ZoneOffset.UTC, Instant.EPOCH) instanceof ScheduleExpression.At) {
                throw wrong.apply("ScheduleExpression", "must be a rate or a cron expression");
            }
        } catch (IllegalArgumentException e) {
            throw wrong.apply("ScheduleExpression", String.valueOf(e.getMessage()));
        }
    }

    private EventPattern pattern(JsonNode pattern) {
        try {
            return EventPattern.of(pattern.isTextual() ? pattern.textValue() : Json.write(pattern));
        } catch (IllegalArgumentException e) {
            throw wrong.apply("EventPattern", String.valueOf(e.getMessage()));
        }
    }

    List<Rule.Target> targets(Iterable<JsonNode> declared) {
        List<Rule.Target> targets = new ArrayList<>();
        for (JsonNode target : declared) {
            targets.add(target("Targets[" + targets.size() + "].", target));
        }
        return List.copyOf(targets);
    }

    private Rule.Target target(String where, JsonNode target) {
        target.fieldNames().forEachRemaining(name -> {
            if (!TARGET.contains(name)) {
                throw wrong.apply(where + name, "is not known here");
            }
        });
        return new Rule.Target(
                target.path("Id").asText(),
                target.path("Arn").asText(),
                TargetInput.read(target, wrong),
                target,
                retries(where, target.path("RetryPolicy")),
                textAt(target, "/DeadLetterConfig/Arn"),
                textAt(target, "/RoleArn"));
    }

    private RetryPolicy retries(String where, JsonNode policy) {
        try {
            return RetryPolicy.read(policy);
        } catch (IllegalArgumentException e) {
            throw wrong.apply(where + "RetryPolicy", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String textAt(JsonNode target, String pointer) {
        return target.at(pointer).isTextual() ? target.at(pointer).asText() : null;
    }
}
