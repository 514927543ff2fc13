package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;

/** Takes somebody else's configuration as the base. */
@Command(
        name = "adopt",
        header = "Accept a version of the runtime that somebody else made.",
        description = {
            "",
            "The next rollout starts from that version's configuration. The hold that the change had set is lifted."
        },
        footer = "  scripts/slipway.sh --env prod adopt support --wait")
public final class Adopt extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order() {
        return Order.of("adopt", target.required(plane()), "take over the configuration of the latest version")
                .because(reason);
    }
}
