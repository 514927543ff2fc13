package slipway.target;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a declaration asks an agent, and what must come back.
 *
 * @param payload the body of every invocation
 * @param latency the longest that one answer may take, read to its end
 * @param samples how many times the agent is asked, 1 to 100
 * @param mustPass how many of the answers must be right
 * @param deadline how long the whole test may take, cold starts and retries included
 * @param maxBytes how much of an answer is read; a longer one fails
 */
public record SmokeSpec(
        JsonNode payload,
        Expectation expect,
        Duration latency,
        int samples,
        int mustPass,
        Duration deadline,
        int maxBytes) {
    public SmokeSpec {
        // A test that nothing has to pass would prove nothing, and say that it did.
        if (mustPass < 1 || mustPass > samples) {
            throw new IllegalArgumentException(
                    "mustPass \"%d\": write 1 to the number of samples, %d".formatted(mustPass, samples));
        }
    }

    /**
     * What one answer must be like; everything that is present must hold.
     *
     * @param status 200 where nothing is declared
     * @param contains a text that the answer holds
     * @param pointer what equals and matches look at; the whole answer where it is absent
     * @param matches a pattern that some part of the text fits, in linear time whatever it is
     */
    public record Expectation(
            OptionalInt status,
            Optional<String> contains,
            Optional<JsonPointer> pointer,
            Optional<JsonNode> equals,
            Optional<Pattern> matches) {}
}
