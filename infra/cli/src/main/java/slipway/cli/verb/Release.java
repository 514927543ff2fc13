package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.target.TargetName;

/** What waited rolls out. */
@Command(
        name = "release",
        header = "Lift the hold of a target, or of all; what waited rolls out.",
        footer = {
            "  scripts/slipway.sh --env prod release support --wait",
            "  scripts/slipway.sh --env prod release --all"
        })
public final class Release extends EverywhereVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order(TargetName name) {
        return Order.of("release", name, "lift the hold").because(reason);
    }
}
