package slipway.infra.limit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Token;

/** AgentCore's limits by name. They stand in one file, which the functions check by, too: its entries name their sources. */
public final class Limits {
    private static final String FILE = "/slipway/agentruntime/limits.json";

    private Limits() {}

    /** Read by whoever asks first. */
    private static final class Once {
        private static final SortedMap<String, Limit> ALL = read();
    }

    /** @throws IllegalArgumentException if the file does not know it */
    public static Limit of(String name) {
        var limit = Once.ALL.get(name);
        if (limit == null) {
            throw new IllegalArgumentException("no limit is called " + name + ": known are " + Once.ALL.keySet());
        }
        return limit;
    }

    /** Notes a problem if {@code amount} is beyond the limit {@code name}. */
    public static void amount(Problems problems, String field, long amount, String name) {
        var limit = of(name);
        problems.unless(limit.allows(amount), field, amount + " " + limit.unit(), limit.remedy());
    }

    /** Notes a problem if {@code text} has not the form that the limit {@code name} asks for; what only CloudFormation will know is not looked at. */
    public static void form(Problems problems, String field, String text, String name) {
        var limit = of(name);
        problems.unless(Token.isUnresolved(text) || limit.allows(text), field, text, limit.remedy());
    }

    private static SortedMap<String, Limit> read() {
        try (var file = Limits.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            var limits = new TreeMap<String, Limit>();
            new JsonMapper()
                    .readTree(file)
                    .properties()
                    .forEach(limit -> limits.put(limit.getKey(), Limit.of(limit.getValue())));
            return limits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
