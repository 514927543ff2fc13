package slipway.cli.verb;

import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import slipway.cli.command.TargetArgument;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Table;
import slipway.cli.screen.Table.Cell;
import slipway.cli.screen.Times;

/** What the policy picks among the images that exist. */
@Command(
        name = "images",
        header = "Show which image the tag policy picks, and why not the others.",
        footer = "  scripts/slipway.sh --env prod images support")
public final class Images extends Verb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Override
    protected Exit run() {
        var name = target.required(plane());
        var answer = plane().ask(ControlPlane.view("images").put("target", name.value()));
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else if (answer.list("images").isEmpty()) {
            screen().line("The repository that %s follows holds no image.".formatted(name));
        } else {
            table(answer);
        }
        return Exit.DONE;
    }

    private void table(Answer answer) {
        var now = slipway().surroundings().clock().instant();
        var table = new Table("TAG", "DIGEST", "PUSHED", "VERDICT", "WHY");
        answer.list("images").forEach(image -> row(table, image, now));
        table.print(screen());
        answer.text("desired").ifPresent(image -> screen().line("Desired: " + Pictures.full(image)));
        answer.text("pinned").ifPresent(image -> screen().line("Pinned:  " + Pictures.full(image)));
    }

    private static void row(Table table, Answer image, Instant now) {
        var verdict = image.shown("verdict");
        table.row(
                Cell.of(image.text("tag").orElse("-")),
                Cell.of(TargetSheet.digest(image.shown("digest"))),
                Cell.of(image.time("pushedAt").map(at -> Times.ago(at, now)).orElse("-")),
                new Cell(Tones.ofVerdict(verdict), verdict),
                Cell.of(image.shown("why")));
    }
}
