package slipway.cli.verb;

import slipway.cli.plane.Answer;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Tone;

/** What a rebuild came to: a target, what was found of it and what could not be, and what is lost for all of them. */
final class RebuildSheet {
    private final Screen screen;

    RebuildSheet(Screen screen) {
        this.screen = screen;
    }

    /** Whether no target failed. */
    static boolean isWhole(Answer rebuild) {
        return rebuild.list("targets").stream()
                .noneMatch(target -> target.shown("result").equals("failed"));
    }

    void print(Answer rebuild) {
        var targets = rebuild.list("targets");
        if (targets.isEmpty()) {
            screen.line("Parameter Store declares no target here.");
            return;
        }
        targets.forEach(target -> target(target, rebuild.flag("dryRun")));
        if (targets.stream().anyMatch(target -> target.shown("result").equals("rebuilt"))) {
            screen.line("");
            screen.line(screen.paint(Tone.STRONG, "Lost with the table:"));
            rebuild.list("lost").forEach(this::gap);
        }
    }

    private void target(Answer target, boolean dry) {
        screen.line("%s  %s".formatted(screen.paint(Tone.STRONG, target.shown("name")), word(target, dry)));
        if (target.shown("result").equals("rebuilt")) {
            screen.line("  desired %s, live %s"
                    .formatted(
                            target.text("desired").map(Pictures::tag).orElse("nothing"),
                            target.text("live")
                                    .map(live ->
                                            "%s (version %s)".formatted(Pictures.tag(live), target.shown("version")))
                                    .orElse("not known")));
        }
        target.list("gaps").forEach(this::gap);
    }

    private String word(Answer target, boolean dry) {
        return switch (target.shown("result")) {
            case "rebuilt" ->
                target.has("held")
                        ? screen.paint(Tone.WARNING, dry ? "would be rebuilt and held" : "rebuilt, and held")
                        : screen.paint(Tone.GOOD, dry ? "would be rebuilt" : "rebuilt");
            case "known" -> screen.paint(Tone.FAINT, "the ledger has it, nothing changed");
            case "new" -> screen.paint(Tone.FAINT, "nothing was lost: it is taken in like any new declaration");
            default -> screen.paint(Tone.BAD, "not rebuilt");
        };
    }

    private void gap(Answer gap) {
        screen.line("  " + gap.shown("what"));
        screen.line("    " + screen.paint(Tone.FAINT, gap.shown("remedy")));
    }
}
