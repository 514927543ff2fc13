package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.command.TargetOption;

/** An image, or a stack's configuration, may be tried again. */
@Command(
        name = "lift",
        header = "Lift the veto of an image or a configuration; it rolls out if it is still wanted.",
        footer = "  scripts/slipway.sh --env prod veto lift --target support 4f1d2a9c03be --wait")
public final class VetoLift extends OrderVerb {
    @Parameters(
            paramLabel = "DIGEST",
            description = "The digest or the configuration, or its first 12 hexadecimal digits at least.")
    @SuppressWarnings("NullAway.Init")
    private VetoedDigest digest;

    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order() {
        return Order.of("veto-lift", target.required(plane()), "lift the veto of " + digest.value())
                .with("digest", digest.value())
                .because(reason);
    }
}
