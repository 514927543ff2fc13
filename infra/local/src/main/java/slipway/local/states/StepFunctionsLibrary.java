package slipway.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/**
 * The functions that Step Functions adds to JSONata or gives a meaning of its own, as its developer guide lists them.
 * It takes {@code $eval} away.
 */
final class StepFunctionsLibrary {
    private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private StepFunctionsLibrary() {}

    /** @param now the machine's time */
    static void bind(Jsonata.Frame frame, Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        bind(frame, "now", "<:s>", time::toString);
        bind(frame, "millis", "<:n>", time::toEpochMilli);
        bind(frame, "uuid", "<:s>", () -> UUID.randomUUID().toString());
        bind(frame, "parse", "<s:x>", StepFunctionsLibrary::parse);
        bind(frame, "random", "<n?:n>", StepFunctionsLibrary::random);
        bind(frame, "eval", "<x:x>", StepFunctionsLibrary::refuseEval);
        bind(frame, "hash", "<ss:s>", StepFunctionsLibrary::hash);
        bind(frame, "partition", "<an:a>", StepFunctionsLibrary::partition);
        Jsonata.Fn3<Number, Number, Number, List<Long>> range = StepFunctionsLibrary::range;
        frame.bind("range", Jsonata.function("range", range, "<nnn:a>"));
    }

    private static <R> void bind(Jsonata.Frame frame, String name, String signature, Jsonata.Fn0<R> function) {
        frame.bind(name, Jsonata.function(name, function, signature));
    }

    private static <A, R extends @Nullable Object> void bind(
            Jsonata.Frame frame, String name, String signature, Jsonata.Fn1<A, R> function) {
        frame.bind(name, Jsonata.function(name, function, signature));
    }

    private static <A, B, R> void bind(
            Jsonata.Frame frame, String name, String signature, Jsonata.Fn2<A, B, R> function) {
        frame.bind(name, Jsonata.function(name, function, signature));
    }

    private static @Nullable Object parse(String text) {
        try {
            return Expressions.plain(Json.read(text));
        } catch (IllegalArgumentException e) {
            throw new JException(e.getMessage(), 0);
        }
    }

    private static double random(@Nullable Number seed) {
        return seed == null ? Math.random() : new Random(seed.longValue()).nextDouble();
    }

    private static Object refuseEval(Object ignored) {
        throw new JException("Step Functions has no $eval, use $parse", 0);
    }

    private static String hash(String text, String algorithm) {
        if (!HASHES.contains(algorithm)) {
            throw new JException("$hash does not know the algorithm " + algorithm, 0);
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<Object>> partition(List<Object> all, Number size) {
        if (size.intValue() < 1) {
            throw new JException("$partition needs chunks of at least one item", 0);
        }
        List<List<Object>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size.intValue()) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size.intValue())));
        }
        return chunks;
    }

    private static List<Long> range(Number first, Number last, Number step) {
        long by = step.longValue();
        if (by == 0) {
            throw new JException("$range needs a step that is not 0", 0);
        }
        return LongStream.iterate(
                        first.longValue(),
                        at -> by > 0 ? at <= last.longValue() : at >= last.longValue(),
                        at -> at + by)
                .boxed()
                .toList();
    }
}
