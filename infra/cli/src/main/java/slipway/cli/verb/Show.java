package slipway.cli.verb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.command.TargetOption;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.ControlPlane;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** The whole record of one rollout. */
@Command(
        name = "show",
        header = "Show one rollout: its timeline, what the smoke tests found, what changed.",
        footer = {
            "  scripts/slipway.sh --env prod show support-8",
            "  scripts/slipway.sh --env prod show --target support",
            "  scripts/slipway.sh --env prod show support-8 --json | jq .verdicts"
        })
public final class Show extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "ROLLOUT",
            description = "The rollout, as in support-8; history lists them.")
    private @Nullable RolloutId rollout;

    @Option(names = "--target", paramLabel = "TARGET", description = "Instead: the newest one of this target.")
    private @Nullable TargetName target;

    @Override
    protected Exit run() {
        var answer = plane().ask(ControlPlane.view("rollout").put("rollout", chosen()));
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else {
            new RolloutSheet(screen()).print(answer.part("rollout"), answer.list("verdicts"));
        }
        return Exit.DONE;
    }

    private String chosen() {
        if (rollout == null) {
            return newest(TargetOption.required(Optional.ofNullable(target), plane()));
        }
        RolloutChoice.check(rollout, target);
        return rollout.value();
    }

    private String newest(TargetName of) {
        var request = ControlPlane.view("rollouts").put("target", of.value()).put("limit", 1);
        return plane().ask(request).list("rollouts").stream()
                .flatMap(summary -> summary.text("id").stream())
                .findFirst()
                .orElseThrow(
                        () -> new Failure(Exit.NOT_AS_THINGS_STAND, "Nothing has rolled out to %s yet.".formatted(of)));
    }
}
