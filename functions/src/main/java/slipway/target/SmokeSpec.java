package slipway.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a declaration asks an agent, and what must come back.
 *
 * @param payload the body of every invocation
 * @param latency the longest that one answer may take, read to its end
 * @param latencyRatio how much longer the median answer may take than live's, measured in the same run, more than 1
 * @param samples how many times the agent is asked, 1 to 100
 * @param mustPass how many of the answers must be right
 * @param deadline how long the whole test may take, cold starts and retries included
 * @param maxBytes how much of an answer is read; a longer one fails
 */
public record SmokeSpec(
        JsonNode payload,
        Expectation expect,
        Duration latency,
        Optional<BigDecimal> latencyRatio,
        int samples,
        int mustPass,
        Duration deadline,
        int maxBytes) {
    /**
     * What one answer must be like; everything that is present must hold.
     *
     * @param status 200 where nothing is declared
     * @param contains a text that the answer holds
     * @param pointer a JSON pointer to what equals and matches look at; the whole answer where it is absent
     * @param matches a pattern that some part of the text fits, in linear time whatever it is
     */
    public record Expectation(
            OptionalInt status,
            Optional<String> contains,
            Optional<String> pointer,
            Optional<JsonNode> equals,
            Optional<Pattern> matches) {}
}
