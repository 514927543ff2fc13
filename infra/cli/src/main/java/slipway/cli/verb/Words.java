package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Times;
import slipway.ledger.Caller;

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
        return holder.optional("by").map(by -> caller(by.shown("arn"), by.text("session")));
    }

    /** {@link #by}, from the ARN alone. */
    static String caller(String arn) {
        return caller(arn, new Caller(arn).session());
    }

    private static String caller(String arn, Optional<String> session) {
        return session.map(name -> "%s (%s)".formatted(name, arn)).orElse(arn);
    }

    /** A tag policy as its owner would tell it: {@code semver >=1.0.0}, {@code exact stable}. */
    static String policy(Answer policy) {
        var details = Stream.of(
                policy.shown("range"),
                policy.shown("tag"),
                globs(policy, "allow"),
                globs(policy, "ignore"),
                policy.flag("preReleases") ? "with pre-releases" : "");
        return Stream.concat(Stream.of(policy.shown("type")), details)
                .filter(word -> !word.isBlank())
                .collect(Collectors.joining(" "));
    }

    private static String globs(Answer policy, String member) {
        var globs = policy.texts(member);
        return globs.isEmpty() ? "" : member + " " + String.join(" ", globs);
    }

    /** What a rollout is doing, or how it ended. */
    static String progress(Answer rollout) {
        return rollout.text("outcome").orElseGet(() -> rollout.text("phase").orElse("under way"));
    }

    /** How long a rollout took. */
    static Optional<String> took(Answer summary) {
        return summary.text("seconds")
                .map(seconds -> Times.length(
                        Duration.ofSeconds(summary.raw().path("seconds").asLong())));
    }

    /** {@code 6 → 7}, of a rollout's summary. */
    static Optional<String> versions(Answer summary) {
        return summary.text("toVersion").map(to -> versions(summary.text("fromVersion"), to));
    }

    /** {@code 6 → 7}; without what live served before, {@code → 7}. */
    static String versions(Optional<String> from, String to) {
        return from.map(version -> version + " ").orElse("") + "→ " + to;
    }

    /** What a veto is of: a digest, or a stack's configuration. */
    static String vetoed(Answer veto) {
        return configuration(veto).orElseGet(() -> TargetSheet.digest(veto.shown("digest")));
    }

    /** {@code configuration 9b1c9b1c9b1c}, where there is one. */
    static Optional<String> configuration(Answer holder) {
        return holder.text("configuration").map(hash -> "configuration " + shortened(hash));
    }

    /** So much of a hash as commands take for it. */
    static String shortened(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }

    static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
    }
}
