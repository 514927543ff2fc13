package slipway.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What AWS documents of its rates, from {@code quotas.json}, where each has its source. */
final class Quotas {
    private final List<Quota> all = new ArrayList<>();
    private final Map<String, Quota> byAction = new HashMap<>();

    private Quotas(JsonNode file) {
        for (JsonNode each : file) {
            Quota quota = Quota.of(each);
            all.add(quota);
            quota.actions().forEach(action -> byAction.put(action, quota));
        }
    }

    /**
     * One rate, of one account in one Region.
     *
     * @param actions which share it
     * @param perSecond how many of them
     * @param burst how many at once, after a rest
     * @param latency what one of them is taken to last
     * @param attempts how often whoever calls tries before it hears of it: AWS's SDK four times, of DynamoDB nine times
     */
    record Quota(
            String name,
            List<String> actions,
            double perSecond,
            double burst,
            Duration latency,
            int attempts,
            String source) {
        /** Whether each key of the ledger has it for itself. */
        boolean isOfEachKey() {
            return actions.contains("dynamodb:Write");
        }

        private static Quota of(JsonNode json) {
            double perSecond = json.path("perSecond").asDouble();
            return new Quota(
                    json.path("name").asText(),
                    json.path("actions").valueStream().map(JsonNode::asText).toList(),
                    perSecond,
                    json.path("burst").asDouble(perSecond),
                    Duration.ofMillis(json.path("latencyMillis").asLong()),
                    json.path("attempts").asInt(),
                    json.path("source").asText());
        }
    }

    static Quotas load() {
        try (InputStream file = Objects.requireNonNull(Quotas.class.getResourceAsStream("quotas.json"))) {
            return new Quotas(new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Quota> all() {
        return all;
    }

    Quota of(String action) {
        Quota quota = byAction.get(action);
        if (quota == null) {
            throw new IllegalArgumentException("quotas.json has no rate of " + action + ": add it, with its source");
        }
        return quota;
    }

    /** The least time in which so many calls can be made: that of the rate that lasts longest. */
    Duration floor(Map<String, Double> calls) {
        Map<Quota, Double> sums = new HashMap<>();
        calls.forEach((action, count) -> sums.merge(of(action), count, Double::sum));
        double seconds = sums.entrySet().stream()
                .filter(sum -> !sum.getKey().isOfEachKey())
                .mapToDouble(sum -> sum.getValue() / sum.getKey().perSecond())
                .max()
                .orElse(0);
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
