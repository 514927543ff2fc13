package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Facts;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Times;
import slipway.cli.screen.Tone;

/** A rollout from its beginning to its end. */
final class RolloutSheet {
    private final Screen screen;

    RolloutSheet(Screen screen) {
        this.screen = screen;
    }

    void print(Answer rollout, List<Answer> verdicts) {
        var outcome = rollout.shown("outcome");
        screen.line("%s  %s  %s"
                .formatted(
                        screen.paint(Tone.STRONG, rollout.shown("id")),
                        screen.paint(Tones.ofOutcome(outcome), Words.progress(rollout)),
                        rollout.shown("reason")));
        facts(rollout);
        changes(rollout.texts("changes"));
        timeline(rollout);
        verdicts.forEach(verdict -> verdict(rollout, verdict));
    }

    private void facts(Answer rollout) {
        var facts = new Facts(screen);
        facts.fact("why", rollout.text("explanation"));
        facts.fact("image", rollout.text("image").map(Pictures::full));
        facts.fact("versions", Words.versions(rollout));
        facts.fact("cause", rollout.text("cause"));
        facts.fact("asked by", Words.by(rollout));
        facts.fact("started", rollout.time("startedAt").map(Times::at));
        facts.fact("ended", rollout.time("endedAt").map(Times::at));
        facts.fact("took", Words.took(rollout));
        facts.fact("approval", rollout.optional("approval").map(RolloutSheet::approval));
        facts.fact("bake", rollout.optional("bake").map(RolloutSheet::bake));
        facts.fact(
                "sessions",
                rollout.time("oldSessionsUntil")
                        .map(until -> "older ones may keep the version they began with until " + Times.at(until)));
    }

    private static String approval(Answer approval) {
        if (!approval.has("approved")) {
            return "asked at %s, until %s"
                    .formatted(
                            approval.time("askedAt").map(Times::at).orElse("?"),
                            approval.time("expiresAt").map(Times::at).orElse("?"));
        }
        return Words.joined(
                approval.flag("approved") ? "approved" : "rejected",
                Words.by(approval).map(by -> "by " + by).orElse(""),
                approval.shown("reason"));
    }

    private static String bake(Answer bake) {
        return "since %s, until %s"
                .formatted(
                        bake.time("since").map(Times::at).orElse("?"),
                        bake.time("until").map(Times::at).orElse("?"));
    }

    private void changes(List<String> paths) {
        if (!paths.isEmpty()) {
            heading("Changed");
            paths.forEach(path -> screen.line("  " + path));
        }
    }

    private void timeline(Answer rollout) {
        var entries = rollout.list("timeline");
        if (!entries.isEmpty()) {
            heading("Timeline");
        }
        for (var entry : entries) {
            screen.line("  %s  %s".formatted(after(rollout, entry), entry.shown("what")));
        }
    }

    private void verdict(Answer rollout, Answer verdict) {
        var finding = verdict.shown("finding");
        heading("Smoke test %s of version %s behind %s"
                .formatted(verdict.shown("attempt"), verdict.shown("version"), verdict.shown("endpoint")));
        screen.line("  %s  %s  %s"
                .formatted(
                        after(rollout, verdict),
                        screen.paint(finding.equals("PASSED") ? Tone.GOOD : Tone.BAD, finding),
                        verdict.shown("reason")));
        for (var sample : verdict.list("samples")) {
            screen.line("    HTTP %s after %s ms: %s"
                    .formatted(sample.shown("status"), sample.shown("latencyMillis"), sample.shown("answer")));
        }
    }

    private void heading(String text) {
        screen.line("");
        screen.line(screen.paint(Tone.STRONG, text));
    }

    /** Seconds since the rollout began, right-aligned. */
    private static String after(Answer rollout, Answer entry) {
        Optional<Instant> began = rollout.time("startedAt");
        return began.flatMap(start -> entry.time("at")
                        .map(at -> String.format(
                                Locale.ROOT,
                                "%+8.1f s",
                                Duration.between(start, at).toMillis() / 1000.0)))
                .orElse("         ?");
    }
}
