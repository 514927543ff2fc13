package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;

/** Back to the newest accepted image. */
@Command(
        name = "unpin",
        header = "Let a target follow its tag policy again.",
        description = {"", "The newest image that the tag policy accepts is desired again, and rolls out."},
        footer = "  scripts/slipway.sh --env prod unpin support --wait")
public final class Unpin extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order() {
        return Order.of("unpin", target.required(plane()), "let it follow its tag policy again")
                .because(reason);
    }
}
