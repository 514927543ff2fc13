package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Tone;

/** A rollout from its beginning to its end. */
final class RolloutSheet {
    private final Screen screen;

    RolloutSheet(Screen screen) {
        this.screen = screen;
    }

    void print(Answer rollout, List<Answer> verdicts) {
        var facts = new RolloutFacts(rollout);
        screen.line("%s  %s  %s"
                .formatted(
                        screen.paint(Tone.STRONG, rollout.shown("id")),
                        screen.paint(Tones.ofOutcome(facts.outcome()), facts.outcome()),
                        facts.reason())
                .strip());
        facts.print(screen);
        changes(rollout.part("progress").part("candidate").texts("changes"));
        timeline(rollout);
        verdicts.forEach(verdict -> verdict(rollout, verdict));
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
        Optional<Instant> began = rollout.part("request").time("startedAt");
        return began.flatMap(start -> entry.time("at")
                        .map(at -> String.format(
                                Locale.ROOT,
                                "%+8.1f s",
                                Duration.between(start, at).toMillis() / 1000.0)))
                .orElse("         ?");
    }
}
