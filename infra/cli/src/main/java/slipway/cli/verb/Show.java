package slipway.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.ControlPlane;
import slipway.ledger.RolloutId;

/** The whole record of one rollout. */
@Command(
        name = "show",
        header = "Show one rollout: its timeline, what the smoke tests found, what changed.",
        footer = {
            "  scripts/slipway.sh --env prod show support-8",
            "  scripts/slipway.sh --env prod show support-8 --json | jq .verdicts"
        })
public final class Show extends Verb {
    @Parameters(paramLabel = "ROLLOUT", description = "The rollout, as in support-8; history lists them.")
    @SuppressWarnings("NullAway.Init")
    private RolloutId rollout;

    @Override
    protected Exit run() {
        var answer = plane().ask(ControlPlane.view("rollout").put("rollout", rollout.value()));
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else {
            new RolloutSheet(screen()).print(answer.part("rollout"), answer.list("verdicts"));
        }
        return Exit.DONE;
    }
}
