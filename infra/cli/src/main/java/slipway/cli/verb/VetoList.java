package slipway.cli.verb;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import slipway.cli.command.TargetArgument;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.cli.screen.Table;
import slipway.cli.screen.Table.Cell;
import slipway.cli.screen.Times;

/** The vetoes of a target. */
@Command(
        name = "list",
        header = "List the vetoes of a target, with the rollouts that set them.",
        footer = "  scripts/slipway.sh --env prod veto list support")
public final class VetoList extends Verb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Override
    protected Exit run() {
        var name = target.required(plane());
        var answer = plane().ask(ControlPlane.view("target").put("target", name.value()));
        var vetoes = answer.part("target").list("vetoes");
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else if (vetoes.isEmpty()) {
            screen().line("No veto on %s.".formatted(name));
        } else {
            print(vetoes);
        }
        return Exit.DONE;
    }

    private void print(List<Answer> vetoes) {
        var now = slipway().surroundings().clock().instant();
        var table = new Table("VETOED", "WHAT", "ROLLOUT", "SET", "REASON");
        vetoes.forEach(veto -> table.row(
                Cell.of(veto.text("configuration")
                        .map(Words::shortened)
                        .orElseGet(() -> TargetSheet.digest(veto.shown("digest")))),
                Cell.of(veto.has("configuration") ? "configuration" : "image"),
                Cell.of(veto.shown("rollout")),
                Cell.of(veto.time("at").map(at -> Times.ago(at, now)).orElse("-")),
                Cell.of(veto.shown("reason"))));
        table.print(screen());
    }
}
