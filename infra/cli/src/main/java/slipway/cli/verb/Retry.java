package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;

/** Tries the desired image again. */
@Command(
        name = "retry",
        header = "Try the desired image again, and what a stack configured.",
        description = {"", "Lifts the vetoes, goes on with a rollout that is stuck, or starts one."},
        footer = "  scripts/slipway.sh --env prod retry support --wait")
public final class Retry extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order() {
        return Order.of("retry", target.required(plane()), "try the desired image again")
                .because(reason);
    }
}
