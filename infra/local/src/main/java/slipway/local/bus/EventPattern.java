package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import slipway.local.json.Json;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** An event pattern, matched by AWS's own Event Ruler. */
public final class EventPattern {
    private static final String RULE = "rule";

    private final String text;
    private final Machine machine = Machine.builder().build();

    private EventPattern(String text) throws IOException {
        this.text = text;
        machine.addRule(RULE, text);
    }

    /** @throws IllegalArgumentException saying what is wrong with the pattern */
    public static EventPattern of(String text) {
        String wrong = JsonRuleCompiler.check(text);
        if (wrong != null) {
            throw new IllegalArgumentException("Event pattern is not valid. Reason: " + wrong);
        }
        try {
            return new EventPattern(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("Event pattern is not valid. Reason: " + e.getMessage(), e);
        }
    }

    public boolean matches(JsonNode event) {
        try {
            return !machine.rulesForJSONEvent(Json.write(event)).isEmpty();
        } catch (Exception e) {
            throw new IllegalArgumentException("Not an event: " + event, e);
        }
    }

    public String text() {
        return text;
    }
}
