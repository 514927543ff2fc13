package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says yes to a rollout. */
@Command(
        name = "approve",
        header = "Let a rollout that waits for approval go live.",
        description = {"", "A rollout is answered once; status shows which ones wait, and until when."},
        footer = {
            "  scripts/slipway.sh --env prod approve support-8 --wait",
            "  scripts/slipway.sh --env prod approve --target support"
        })
public final class Approve extends OrderVerb {
    @Mixin
    private final RolloutChoice rollout = new RolloutChoice();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order() {
        var chosen = rollout.required(plane());
        return Order.of("approve", RolloutChoice.targetOf(chosen), "let %s go live".formatted(chosen))
                .about(chosen)
                .because(reason);
    }
}
