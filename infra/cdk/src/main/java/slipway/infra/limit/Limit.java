package slipway.infra.limit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * One thing that AgentCore takes so much of, or in one form only.
 *
 * @param least fewest, in {@code unit}
 * @param most most, in {@code unit}
 * @param pattern what the whole of a text must match
 * @param remedy what to do about it
 */
public record Limit(long least, long most, Pattern pattern, String unit, String remedy) {

    static Limit of(JsonNode json) {
        return new Limit(
                json.path("least").asLong(0),
                json.path("most").asLong(Long.MAX_VALUE),
                Pattern.compile(json.path("pattern").asText(".*"), Pattern.DOTALL),
                json.path("unit").asText(),
                json.path("remedy").asText());
    }

    public boolean allows(long amount) {
        return amount >= least && amount <= most;
    }

    public boolean allows(String text) {
        return pattern.matcher(text).matches();
    }
}
