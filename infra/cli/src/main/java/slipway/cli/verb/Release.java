package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;
import slipway.cli.failure.Exit;
import slipway.target.TargetName;

/** What waited rolls out. */
@Command(
        name = "release",
        header = "Lift the hold of a target, or of all; what waited rolls out.",
        footer = {
            "  scripts/slipway.sh --env prod release support --wait",
            "  scripts/slipway.sh --env prod release --all"
        })
public final class Release extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--all",
            description = "Every target of the environment. One that refuses does not stop the others.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

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
        return Order.of("release", name, "lift the hold").because(reason);
    }
}
