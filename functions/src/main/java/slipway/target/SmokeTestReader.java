package slipway.target;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import slipway.target.Declaration.Proof;

/** Reads the {@code smokeTest} of a declaration. */
final class SmokeTestReader {
    private static final int LONGEST_DEADLINE = 840;
    private static final int LARGEST_ANSWER = 10 * 1024 * 1024;
    private static final int LONGEST_REASON = 512;
    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_POINTER = 256;
    private static final Pattern POINTER = Pattern.compile("(?s)(?:/(?:[^~/]|~[01])*)*");

    private SmokeTestReader() {}

    static Optional<Proof> proof(Member member) {
        if (!member.present()) {
            member.problem("write a smoke test, or {\"skip\": \"why no proof is possible\"}");
            return Optional.empty();
        }
        return member.get("skip").present()
                ? member.object(Set.of("skip"))
                        .flatMap(m -> reason(m.get("skip")))
                        .map(Proof.Skipped::new)
                : member.object(Set.of(
                                "payload",
                                "expect",
                                "latencyMillis",
                                "latencyRatio",
                                "samples",
                                "mustPass",
                                "deadlineSeconds",
                                "maxBytes"))
                        .flatMap(SmokeTestReader::spec)
                        .map(Proof.BySmokeTest::new);
    }

    private static Optional<String> reason(Member skip) {
        Optional<String> text = skip.text(LONGEST_REASON);
        if (text.filter(String::isBlank).isPresent()) {
            skip.problem("write why no proof is possible");
        }
        return text;
    }

    private static Optional<SmokeSpec> spec(Member member) {
        Member payload = member.get("payload");
        if (!payload.present()) {
            payload.problem("write the JSON that the agent is sent");
        }
        Optional<SmokeSpec.Expectation> expect = expectation(member.get("expect"));
        int samples = member.get("samples").number(1, 100, 1);
        int mustPass = member.get("mustPass").number(1, 100, samples);
        if (mustPass > samples) {
            member.get("mustPass").problem("write at most as many as there are samples, " + samples);
        }
        Duration latency = Duration.ofMillis(member.get("latencyMillis").number(1, 900_000, 30_000));
        Optional<BigDecimal> ratio = member.get("latencyRatio").ratio();
        Duration deadline = Duration.ofSeconds(member.get("deadlineSeconds").number(1, LONGEST_DEADLINE, 300));
        int maxBytes = member.get("maxBytes").number(1, LARGEST_ANSWER, 1024 * 1024);
        return expect.flatMap(e -> payload.any()
                .map(body -> new SmokeSpec(body, e, latency, ratio, samples, mustPass, deadline, maxBytes)));
    }

    private static Optional<SmokeSpec.Expectation> expectation(Member member) {
        if (!member.present()) {
            return Optional.of(new SmokeSpec.Expectation(
                    OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        if (member.node().isObject() && member.node().isEmpty()) {
            member.problem("write what a good answer is, or remove it: status 200 is expected then");
        }
        return member.object(Set.of("status", "contains", "pointer", "equals", "matches"))
                .map(SmokeTestReader::expected);
    }

    private static SmokeSpec.Expectation expected(Member member) {
        Member status = member.get("status");
        OptionalInt wanted = status.present() ? OptionalInt.of(status.number(100, 599, 200)) : OptionalInt.empty();
        return new SmokeSpec.Expectation(
                wanted,
                optional(member.get("contains"), LONGEST_TEXT, text -> text),
                pointer(member.get("pointer")),
                member.get("equals").any(),
                optional(member.get("matches"), LONGEST_TEXT, SmokeTestReader::pattern));
    }

    private static <T> Optional<T> optional(Member member, int most, Function<String, T> type) {
        return member.present() && member.text(most).isPresent() ? member.text(type) : Optional.empty();
    }

    /** The empty pointer is one, too: it points to the whole answer. */
    private static Optional<String> pointer(Member member) {
        return member.present() ? member.text(SmokeTestReader::pointer) : Optional.empty();
    }

    private static String pointer(String text) {
        if (text.length() > LONGEST_POINTER || !POINTER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "write a JSON pointer of at most %d characters, as in /answer".formatted(LONGEST_POINTER));
        }
        return text;
    }

    /** In linear time whatever the pattern is; the syntax is RE2's. */
    private static Pattern pattern(String text) {
        if (PatternSize.isTooLarge(text)) {
            throw new IllegalArgumentException(
                    "repeat less: written out, the pattern may have %d steps".formatted(PatternSize.MOST));
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("write a regular expression of RE2: " + e.getDescription(), e);
        }
    }
}
