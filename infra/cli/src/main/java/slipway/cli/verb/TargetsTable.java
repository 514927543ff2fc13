package slipway.cli.verb;

import java.time.Instant;
import java.util.List;
import slipway.cli.plane.Answer;
import slipway.cli.plane.Environment;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Table;
import slipway.cli.screen.Table.Cell;
import slipway.cli.screen.Times;
import slipway.cli.screen.Tone;

/** All targets, a line each, and below them what is wrong. */
final class TargetsTable {
    private final Screen screen;
    private final Instant now;

    TargetsTable(Screen screen, Instant now) {
        this.screen = screen;
        this.now = now;
    }

    void print(Environment environment, List<Answer> targets) {
        if (targets.isEmpty()) {
            screen.line(
                    "No target is declared in %s. docs/ and the README say how to declare one.".formatted(environment));
            return;
        }
        var table = new Table("TARGET", "STATE", "LIVE", "SINCE", "DESIRED", "NOW");
        targets.forEach(target -> table.row(
                new Cell(Tone.STRONG, target.shown("name")),
                new Cell(Tones.ofState(target.shown("state")), target.shown("state")),
                Cell.of(Words.served(target, "live").orElse("-")),
                Cell.of(since(target)),
                Cell.of(desired(target)),
                Cell.of(doing(target))));
        table.print(screen);
        targets.forEach(this::problems);
    }

    private String since(Answer target) {
        return target.part("live")
                .time("since")
                .map(since -> Times.ago(since, now))
                .orElse("-");
    }

    private static String desired(Answer target) {
        var image = target.part("desired").text("image").map(Pictures::tag).orElse("-");
        return target.has("pin") ? image + " (pinned)" : image;
    }

    private static String doing(Answer target) {
        return target.optional("active")
                .map(active -> "%s %s".formatted(active.shown("id"), Words.progress(active)))
                .or(() -> target.optional("hold").map(hold -> "held: " + hold.shown("reason")))
                .orElse("");
    }

    private void problems(Answer target) {
        for (var finding : target.part("drift").list("found")) {
            screen.line("%s %s: %s. %s"
                    .formatted(
                            screen.paint(Tone.WARNING, "~"),
                            target.shown("name"),
                            finding.shown("reason"),
                            finding.shown("remedy")));
        }
        for (var problem : target.list("problems")) {
            screen.line(
                    "%s %s: %s".formatted(screen.paint(Tone.BAD, "!"), target.shown("name"), problem.shown("message")));
        }
    }
}
