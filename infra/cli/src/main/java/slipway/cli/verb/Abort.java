package slipway.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;

/** Ends the rollout under way. */
@Command(
        name = "abort",
        header = "End the rollout under way.",
        description = {
            "",
            "Before live moved, the rollout is rejected and live stays. After, live goes back. Either way what it brought is vetoed: it is "
                    + "not tried again until somebody lifts the veto."
        },
        footer = "  scripts/slipway.sh --env prod abort support --reason 'wrong model' --wait")
public final class Abort extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the record.")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Override
    protected Order order() {
        return Order.of("abort", target.required(plane()), "end the rollout under way")
                .ending()
                .because(reason);
    }
}
