package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.command.TargetOption;
import slipway.cli.screen.Plain;

/** One image, whatever the tag policy says. */
@Command(
        name = "pin",
        header = "Roll out one image and stay on it, whatever the tag policy says.",
        description = {
            "",
            "The image must be in the target's repository. It is checked and proven like any other. A veto on it is "
                    + "lifted. Newer images do not roll out until unpin."
        },
        footer = {
            "  scripts/slipway.sh --env prod pin --target support 1.4.2 --wait",
            "  scripts/slipway.sh --env prod pin --target support sha256:4f1d… --reason 'known good'"
        })
public final class Pin extends OrderVerb {
    @Parameters(
            paramLabel = "IMAGE",
            description = "A tag, a digest (sha256:…), or both (1.4.2@sha256:…); images lists them.")
    @SuppressWarnings("NullAway.Init")
    private String image;

    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable Reason reason;

    @Override
    protected Order order() {
        return Order.of("pin", target.required(plane()), "pin it to " + Plain.text(image))
                .with("image", image)
                .because(reason);
    }
}
