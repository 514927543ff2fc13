package slipway.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
public final class Hold extends EverywhereVerb {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the record.")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Override
    protected Order order(TargetName name) {
        return Order.of("hold", name, "hold it").stopping().because(reason);
    }
}
