package slipway.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.ControlPlane;
import slipway.target.TargetName;

/** The target, as the only argument or as {@code --target}. */
public final class TargetArgument {
    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target; --target TARGET says the same.")
    private @Nullable TargetName argument;

    @Option(names = "--target", paramLabel = "TARGET", hidden = true)
    private @Nullable TargetName option;

    public Optional<TargetName> get() {
        if (argument != null && option != null && !argument.equals(option)) {
            throw new Failure(
                    Exit.WRONG_USAGE, "Which target: %s or --target %s? Name one.".formatted(argument, option));
        }
        return Optional.ofNullable(argument).or(() -> Optional.ofNullable(option));
    }

    /** The target, or a refusal that names those that there are. */
    public TargetName required(ControlPlane plane) {
        return TargetOption.required(get(), plane);
    }
}
