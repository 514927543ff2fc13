package slipway.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** AgentCore's limits by name. The constructs that declare runtimes check by the same file. */
public final class Limits {
    private static final String FILE = "/slipway/agentruntime/limits.json";

    private Limits() {}

    /** Read by whoever asks first, and never by a function that asks nothing. */
    private static final class Once {
        private static final SortedMap<String, Limit> ALL = read();
    }

    /** @throws IllegalArgumentException if the file does not know it */
    public static Limit of(String name) {
        Limit limit = Once.ALL.get(name);
        if (limit == null) {
            throw new IllegalArgumentException(
                    "no limit is called %s: known are %s".formatted(name, Once.ALL.keySet()));
        }
        return limit;
    }

    private static SortedMap<String, Limit> read() {
        try (InputStream file = Limits.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the deployable");
            }
            SortedMap<String, Limit> limits = new TreeMap<>();
            JsonNode json = new JsonMapper().readTree(file);
            json.properties().forEach(limit -> limits.put(limit.getKey(), Limit.of(limit.getValue())));
            return limits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
