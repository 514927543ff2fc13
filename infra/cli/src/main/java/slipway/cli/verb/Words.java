package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Times;

/** Parts of answers in a few words each. */
final class Words {
    private Words() {}

    /** A tag and a version: {@code 1.4.2 (version 7)}. */
    static Optional<String> served(Answer target, String member) {
        return target.optional(member)
                .map(served ->
                        "%s (version %s)".formatted(Pictures.tag(served.shown("image")), served.shown("version")));
    }

    /** {@link #served}, with all that is to be known about it. */
    static String servedWhole(Answer served, Instant now) {
        return joined(
                "%s, version %s".formatted(Pictures.full(served.shown("image")), served.shown("version")),
                served.shown("proof"),
                served.time("since")
                        .map(since -> "since " + Times.ago(since, now))
                        .orElse(""),
                gone(served, "exists", "the version is gone"),
                gone(served, "imageExists", "the image is gone from ECR"));
    }

    private static String gone(Answer served, String member, String words) {
        return served.has(member) && !served.flag(member) ? words : "";
    }

    /** {@code alice (arn:…)}; the session is the caller's own word. */
    static Optional<String> by(Answer holder) {
        return holder.optional("by")
                .map(by -> by.text("session")
                        .map(session -> "%s (%s)".formatted(session, by.shown("arn")))
                        .orElseGet(() -> by.shown("arn")));
    }

    /** What a rollout is doing, or how it ended. */
    static String progress(Answer rollout) {
        return rollout.text("outcome").orElseGet(() -> rollout.text("phase").orElse("under way"));
    }

    /** How long a rollout took, or has been taking. */
    static Optional<String> took(Answer rollout) {
        return rollout.text("seconds")
                .map(seconds -> Times.length(
                        Duration.ofSeconds((long) rollout.raw().path("seconds").asDouble())))
                .or(() -> rollout.time("startedAt")
                        .flatMap(start ->
                                rollout.time("endedAt").map(end -> Times.length(Duration.between(start, end)))));
    }

    /** {@code 6 → 7}. */
    static Optional<String> versions(Answer rollout) {
        return rollout.text("toVersion")
                .map(to -> rollout.text("fromVersion")
                        .map(from -> from + " → " + to)
                        .orElse("→ " + to));
    }

    static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
    }
}
