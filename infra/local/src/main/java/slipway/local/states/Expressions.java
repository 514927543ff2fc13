package slipway.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/** JSONata as Step Functions runs it: a text of the form <code>{% … %}</code> is an expression. */
final class Expressions {
    // JSONata's numbers are doubles, so decimals reach it as such.
    private static final ObjectMapper PLAIN = JsonMapper.builder().build();
    private static final long MAX_MILLIS = 10_000;
    private static final int MAX_DEPTH = 500;

    private final InstantSource clock;

    Expressions(InstantSource clock) {
        this.clock = clock;
    }

    /** An expression that gave no value; the message goes on where AWS's words for the failure begin. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    /** @throws IllegalArgumentException when an expression in the template does not parse */
    static void check(JsonNode template) {
        if (isExpression(template)) {
            try {
                Jsonata.jsonata(body(template));
            } catch (JException e) {
                throw new IllegalArgumentException("JSONata '%s': %s".formatted(template.asText(), e.getMessage()), e);
            }
        }
        template.forEach(Expressions::check);
    }

    static boolean isExpression(JsonNode node) {
        return node.isTextual()
                && node.asText().startsWith("{%")
                && node.asText().endsWith("%}");
    }

    /** What stands between the signs. */
    static String body(JsonNode expression) {
        String text = expression.asText();
        return text.substring(2, text.length() - 2).strip();
    }

    JsonNode value(String expression, Scope scope) throws Failure {
        try {
            Object value = run(expression, scope);
            if (value == null && !Boolean.TRUE.equals(run("$exists((" + expression + "))", scope))) {
                throw new Failure("returned nothing (undefined).");
            }
            return value == null ? NullNode.getInstance() : tree(value);
        } catch (JException e) {
            throw new Failure("threw an error during evaluation. " + e.getMessage());
        }
    }

    private static JsonNode tree(Object value) throws Failure {
        if (value instanceof Jsonata.JFunction
                || value.getClass().getName().startsWith("com.dashjoin.jsonata.Parser")) {
            throw new Failure("returned a function, which is no JSON.");
        }
        // Through text, so that numbers compare as those that were read.
        return Json.read(Json.write(PLAIN.valueToTree(value)));
    }

    private @Nullable Object run(String expression, Scope scope) {
        Jsonata jsonata = Jsonata.jsonata(expression);
        Jsonata.Frame frame = jsonata.createFrame();
        frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
        frame.bind("states", plain(scope.states()));
        scope.variables().forEach((name, value) -> frame.bind(name, plain(value)));
        StepFunctionsLibrary.bind(frame, clock.instant());
        return jsonata.evaluate(null, frame);
    }

    static @Nullable Object plain(JsonNode node) {
        return PLAIN.convertValue(PLAIN.valueToTree(node), Object.class);
    }
}
