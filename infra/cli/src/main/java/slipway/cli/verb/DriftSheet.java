package slipway.cli.verb;

import java.time.Instant;
import java.util.List;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Times;
import slipway.cli.screen.Tone;

/** What the drift check found about targets, each reason with what helps. */
final class DriftSheet {
    private final Screen screen;
    private final Instant now;

    DriftSheet(Screen screen, Instant now) {
        this.screen = screen;
        this.now = now;
    }

    /** Whether nothing stands, so far as the drift check knows. */
    static boolean isClear(Answer target) {
        return found(target).isEmpty();
    }

    private static List<Answer> found(Answer target) {
        return target.part("drift").list("found");
    }

    /** A target, and below it what was found. */
    void print(Answer target) {
        var found = found(target);
        var word = word(target.part("drift"), found);
        screen.line("%s  %s".formatted(screen.paint(Tone.STRONG, target.shown("name")), word));
        found.forEach(this::finding);
    }

    private String word(Answer drift, List<Answer> found) {
        if (drift.shown("policy").equals("off")) {
            return screen.paint(Tone.FAINT, "not looked at: its declaration switches drift off");
        }
        return found.isEmpty() ? screen.paint(Tone.GOOD, "no drift") : screen.paint(Tone.BAD, "drift");
    }

    private void finding(Answer finding) {
        screen.line("  %s  %s".formatted(screen.paint(Tone.WARNING, finding.shown("reason")), when(finding)));
        screen.line("    " + finding.shown("meaning"));
        screen.line("    %s: %s".formatted(finding.shown("subject"), finding.shown("detail")));
        screen.line("    " + screen.paint(Tone.FAINT, finding.shown("remedy")));
    }

    private String when(Answer finding) {
        return Words.joined(
                finding.time("since").map(since -> Times.ago(since, now)).orElse(""),
                finding.time("healedAt")
                        .map(tried -> "a heal was tried " + Times.ago(tried, now))
                        .orElse(""));
    }

    /** Everything found about one target, a line each. */
    List<String> lines(Answer target) {
        return found(target).stream()
                .map(finding -> "%s %s"
                        .formatted(
                                screen.paint(Tone.WARNING, finding.shown("reason")),
                                Words.joined(finding.shown("subject"), when(finding)) + ": " + finding.shown("detail")))
                .toList();
    }
}
