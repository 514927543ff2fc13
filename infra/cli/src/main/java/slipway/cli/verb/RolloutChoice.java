package slipway.cli.verb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.command.TargetOption;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.ControlPlane;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** The rollout that a person answers: by its name, or the one under way on a target. */
final class RolloutChoice {
    @Parameters(arity = "0..1", paramLabel = "ROLLOUT", description = "The rollout, as in support-8.")
    private @Nullable RolloutId rollout;

    @Option(names = "--target", paramLabel = "TARGET", description = "Instead: the one under way on this target.")
    private @Nullable TargetName target;

    /** @throws Failure where neither was named, or nothing is under way */
    RolloutId required(ControlPlane plane) {
        check(rollout, target);
        return Optional.ofNullable(rollout).orElseGet(() -> underWay(plane));
    }

    /** @throws Failure where both are named, and do not fit */
    static void check(@Nullable RolloutId rollout, @Nullable TargetName target) {
        if (rollout != null && target != null && !targetOf(rollout).equals(target)) {
            throw new Failure(
                    Exit.WRONG_USAGE, "%s is no rollout of %s. Name one of the two.".formatted(rollout, target));
        }
    }

    static TargetName targetOf(RolloutId rollout) {
        return new TargetName(rollout.value().replaceFirst("-[0-9]+$", ""));
    }

    private RolloutId underWay(ControlPlane plane) {
        if (target == null) {
            throw new Failure(
                    Exit.WRONG_USAGE,
                    "Which rollout? Write ROLLOUT, as in support-8, or --target TARGET. In %s there are: %s"
                            .formatted(plane.environment(), String.join(", ", TargetOption.names(plane))));
        }
        var view = plane.ask(ControlPlane.view("target").put("target", target.value()));
        return view.part("target")
                .part("active")
                .text("id")
                .flatMap(RolloutId::parse)
                .orElseThrow(() -> new Failure(
                        Exit.NOT_AS_THINGS_STAND,
                        "No rollout is under way on %s: nothing waits for an answer.".formatted(target)));
    }
}
