package slipway.target;

import com.fasterxml.jackson.core.JsonPointer;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import slipway.target.Declaration.Proof;

/** Reads the {@code smokeTest} of a declaration. */
final class SmokeTestReader {
    private static final int LONGEST_DEADLINE = 600;
    private static final int LARGEST_ANSWER = 10 * 1024 * 1024;

    private SmokeTestReader() {}

    static Optional<Proof> proof(Member member) {
        if (!member.present()) {
            member.problem("write a smoke test, or {\"skip\": \"why no proof is possible\"}");
            return Optional.empty();
        }
        return member.get("skip").present()
                ? member.object(Set.of("skip"))
                        .flatMap(m -> m.get("skip").text(SmokeTestReader::reason))
                        .map(Proof.Skipped::new)
                : member.object(Set.of(
                                "payload",
                                "expect",
                                "latencyMillis",
                                "samples",
                                "mustPass",
                                "deadlineSeconds",
                                "maxBytes"))
                        .flatMap(SmokeTestReader::spec)
                        .map(Proof.BySmokeTest::new);
    }

    private static String reason(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("write why no proof is possible");
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
        Duration deadline = Duration.ofSeconds(member.get("deadlineSeconds").number(1, LONGEST_DEADLINE, 300));
        int maxBytes = member.get("maxBytes").number(1, LARGEST_ANSWER, 1024 * 1024);
        return expect.flatMap(
                e -> payload.any().map(body -> new SmokeSpec(body, e, latency, samples, mustPass, deadline, maxBytes)));
    }

    private static Optional<SmokeSpec.Expectation> expectation(Member member) {
        if (!member.present()) {
            return Optional.of(new SmokeSpec.Expectation(
                    OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return member.object(Set.of("status", "contains", "pointer", "equals", "matches"))
                .map(SmokeTestReader::expected);
    }

    private static SmokeSpec.Expectation expected(Member member) {
        Member status = member.get("status");
        OptionalInt wanted = status.present() ? OptionalInt.of(status.number(100, 599, 200)) : OptionalInt.empty();
        return new SmokeSpec.Expectation(
                wanted,
                optional(member.get("contains"), text -> text),
                optional(member.get("pointer"), SmokeTestReader::pointer),
                member.get("equals").any(),
                optional(member.get("matches"), SmokeTestReader::pattern));
    }

    private static <T> Optional<T> optional(Member member, java.util.function.Function<String, T> type) {
        return member.present() ? member.text(type) : Optional.empty();
    }

    private static String pointer(String text) {
        try {
            JsonPointer.compile(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("write a JSON pointer, as in /answer", e);
        }
    }

    /** In linear time whatever the pattern is; the syntax is RE2's. */
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("write a regular expression of RE2: " + e.getDescription(), e);
        }
    }
}
