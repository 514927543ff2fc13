package slipway.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says no to a rollout. */
@Command(
        name = "reject",
        header = "Stop a rollout that waits for approval; live stays.",
        description = {"", "A rollout is answered once; status shows which ones wait, and until when."},
        footer = {
            "  scripts/slipway.sh --env prod reject support-8 --reason 'answers too slowly'",
            "  scripts/slipway.sh --env prod reject --target support --reason 'no go'"
        })
public final class Reject extends OrderVerb {
    @Mixin
    private final RolloutChoice rollout = new RolloutChoice();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the record.")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Override
    protected Order order() {
        var chosen = rollout.required(plane());
        return Order.of("reject", RolloutChoice.targetOf(chosen), "reject %s".formatted(chosen))
                .about(chosen)
                .ending()
                .because(reason);
    }
}
