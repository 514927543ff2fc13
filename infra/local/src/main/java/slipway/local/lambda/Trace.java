package slipway.local.lambda;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code X-Amzn-Trace-Id} tells of the way of an event: the root of its trace, and how often it went through which
 * function. SDKs hand it on with what a function calls.
 *
 * @param root names the trace
 * @param lineage how often, by a function's hash
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">recursive loop detection</a>
 */
record Trace(String root, Map<String, Integer> lineage) {
    static final String HEADER = "X-Amzn-Trace-Id";

    private static final String ROOT = "Root=";
    private static final String LINEAGE = "Lineage=";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A trace that begins here. */
    static Trace begun() {
        byte[] id = new byte[12];
        RANDOM.nextBytes(id);
        String time = HexFormat.of().toHexDigits(Math.toIntExact(Instant.now().getEpochSecond()));
        return new Trace("1-" + time + "-" + HexFormat.of().formatHex(id), Map.of());
    }

    /** The trace of a header; a new one where there is none, or none that can be read. */
    static Trace of(Optional<String> header) {
        String[] parts = header.orElse("").split(";", -1);
        Optional<String> root = part(parts, ROOT);
        Map<String, Integer> lineage = new TreeMap<>();
        part(parts, LINEAGE).stream()
                .flatMap(text -> Stream.of(text.split("\\|", -1)))
                .map(hop -> hop.split(":", -1))
                .filter(hop -> hop.length == 3 && hop[2].matches("\\d{1,6}"))
                .forEach(hop -> lineage.put(hop[1], Integer.parseInt(hop[2])));
        return new Trace(root.orElseGet(() -> begun().root()), Map.copyOf(lineage));
    }

    private static Optional<String> part(String[] parts, String name) {
        return Stream.of(parts)
                .map(String::strip)
                .filter(part -> part.startsWith(name))
                .map(part -> part.substring(name.length()))
                .findFirst();
    }

    /** How often the event has been in this function. */
    int times(String functionArn) {
        return lineage.getOrDefault(hash(functionArn), 0);
    }

    /** The trace as the function sees it. */
    Trace into(String functionArn) {
        Map<String, Integer> more = new TreeMap<>(lineage);
        more.merge(hash(functionArn), 1, Integer::sum);
        return new Trace(root, more);
    }

    String header() {
        String hops = new TreeMap<>(lineage)
                .entrySet().stream()
                        .map(hop -> "1:" + hop.getKey() + ":" + hop.getValue())
                        .collect(Collectors.joining("|"));
        String parent = HexFormat.of().toHexDigits(RANDOM.nextLong());
        return ROOT + root + ";Parent=" + parent + ";Sampled=0" + (hops.isEmpty() ? "" : ";" + LINEAGE + hops);
    }

    private static String hash(String functionArn) {
        return HexFormat.of().toHexDigits(functionArn.hashCode());
    }
}
