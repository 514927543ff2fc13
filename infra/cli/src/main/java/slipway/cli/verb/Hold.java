package slipway.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.target.TargetName;

/** Nothing rolls out until somebody releases it. */
@Command(
        name = "hold",
        header = "Let nothing roll out to a target, or to all, until release.",
        description = {"", "A rollout that is under way goes on; abort ends it. Newer images wait."},
        footer = {
            "  scripts/slipway.sh --env prod hold support --reason 'trade fair'",
            "  scripts/slipway.sh --env prod hold --all --reason 'incident 4711'"
        })
public final class Hold extends Verb {
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
        if (all) {
            Everywhere.refuse(target);
            return Everywhere.give(slipway(), this::order);
        }
        Telling.tell(slipway(), order(target.required(plane())));
        return Exit.DONE;
    }

    private Order order(TargetName name) {
        return Order.of("hold", name, "hold it").because(reason);
    }
}
