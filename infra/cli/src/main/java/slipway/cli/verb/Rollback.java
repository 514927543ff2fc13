package slipway.cli.verb;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;

/** Back to a version that was live before. */
@Command(
        name = "rollback",
        header = "Take live back to the version before, and hold the target there.",
        description = {
            "",
            "Callers get the former version within seconds; sessions that are open may keep theirs for up to eight hours. "
                    + "Nothing rolls out to the target until release."
        },
        footer = {
            "  scripts/slipway.sh --env prod rollback support --reason 'wrong answers' --wait",
            "  scripts/slipway.sh --env prod rollback support --to 5 --reason 'wrong answers'"
        })
public final class Rollback extends OrderVerb {
    private static final Set<String> BACK = Set.of("Promoted", "Unchanged", "RolledBack");

    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "The runtime's version to go back to. It must have been live here; history lists them.")
    private @Nullable Integer to;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the record.")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Override
    protected Order order() {
        var where = to == null ? "the version before" : "version " + to;
        var order = Order.of("rollback", target.required(plane()), "take live back to %s, and hold it".formatted(where))
                .wanting(BACK)
                .because(reason);
        return to == null ? order : order.with("to", to.toString());
    }
}
