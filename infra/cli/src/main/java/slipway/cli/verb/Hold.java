package slipway.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;
import slipway.cli.failure.Exit;
import slipway.target.TargetName;

/** Nothing rolls out until somebody releases it. */
@Command(
        name = "hold",
        header = "Let nothing roll out to a target, or to all, until release.",
        description = {
            "",
            "A rollout that is under way ends, and its image goes out after release. One that has moved live already"
                    + " goes on; abort takes it back. Newer images wait."
        },
        footer = {
            "  scripts/slipway.sh --env prod hold support --reason 'trade fair' --wait",
            "  scripts/slipway.sh --env prod hold --all --reason 'incident 4711'"
        })
public final class Hold extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--all",
            description = "Every target of the environment. One that refuses does not stop the others.")
    private boolean all;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the record.")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Override
    protected Exit run() {
        if (!all) {
            return super.run();
        }
        Everywhere.refuse(target);
        refuseToWait();
        return Everywhere.give(slipway(), this::order);
    }

    @Override
    protected Order order() {
        return order(target.required(plane()));
    }

    private Order order(TargetName name) {
        return Order.of("hold", name, "hold it").stopping().because(reason);
    }
}
