package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/**
 * Evaluates the templates of one execution. Whatever fails goes into the history as {@code EvaluationFailed} and is
 * thrown as {@code States.QueryEvaluationError}.
 */
final class Templates {
    /** The longest time that a state may wait or take, in seconds. */
    static final int MAX_SECONDS = 99_999_999;

    private final Expressions expressions;
    private final History history;

    Templates(InstantSource clock, History history) {
        this.expressions = new Expressions(clock);
        this.history = history;
    }

    /** @param field the name of the state's field that the template stands in */
    JsonNode evaluate(String field, JsonNode template, Scope scope) {
        return switch (template) {
            case ObjectNode object -> {
                ObjectNode result = Json.object();
                object.properties()
                        .forEach(member -> result.set(
                                member.getKey(), evaluate(field + "/" + member.getKey(), member.getValue(), scope)));
                yield result;
            }
            case ArrayNode array -> {
                ArrayNode result = Json.MAPPER.createArrayNode();
                array.forEach(item -> result.add(evaluate(field + "/" + result.size(), item, scope)));
                yield result;
            }
            case JsonNode value -> Expressions.isExpression(value) ? query(field, value, scope) : value;
        };
    }

    private JsonNode query(String field, JsonNode template, Scope scope) {
        try {
            return expressions.value(Expressions.body(template), scope);
        } catch (Expressions.Failure e) {
            throw failed(field, template, scope, String.valueOf(e.getMessage()));
        }
    }

    boolean condition(JsonNode template, Scope scope) {
        JsonNode value = evaluate("Condition", template, scope);
        if (!value.isBoolean()) {
            throw unexpected("Condition", template, scope, "boolean", value);
        }
        return value.asBoolean();
    }

    /** @return a text; null for a template that is not there */
    @Nullable
    String text(String field, @Nullable JsonNode template, Scope scope) {
        if (template == null) {
            return null;
        }
        JsonNode value = evaluate(field, template, scope);
        if (!value.isTextual()) {
            throw unexpected(field, template, scope, "string", value);
        }
        return value.asText();
    }

    /** @return whole seconds from {@code least} to {@link #MAX_SECONDS} */
    Duration seconds(String field, JsonNode template, Scope scope, int least) {
        JsonNode value = evaluate(field, template, scope);
        if (!value.isNumber() || value.asDouble() != value.asLong()) {
            throw unexpected(field, template, scope, "integer", value);
        }
        if (value.asLong() < least || value.asLong() > MAX_SECONDS) {
            throw failed(
                    field,
                    template,
                    scope,
                    "returned a value that is not from %d to %d: %s".formatted(least, MAX_SECONDS, value));
        }
        return Duration.ofSeconds(value.asLong());
    }

    Instant timestamp(JsonNode template, Scope scope) {
        String text = String.valueOf(text("Timestamp", template, scope));
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw failed("Timestamp", template, scope, "returned no timestamp of RFC 3339: \"%s\"".formatted(text));
        }
    }

    private StatesError unexpected(String field, JsonNode template, Scope scope, String expected, JsonNode value) {
        String was = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return failed(
                field,
                template,
                scope,
                "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                        .formatted(expected, was, Json.write(value)));
    }

    private StatesError failed(String field, JsonNode template, Scope scope, String why) {
        String expression = Expressions.isExpression(template) ? Expressions.body(template) : template.asText();
        String cause = scope.visit()
                .explain("The JSONata expression '%s' specified for the field '%s' %s"
                        .formatted(expression, field, why));
        history.evaluationFailed(Json.object()
                .put("state", scope.visit().state())
                .put("location", field)
                .put("error", StatesError.QUERY)
                .put("cause", cause));
        return new StatesError(StatesError.QUERY, cause);
    }
}
