package slipway.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.target.TargetName;

/** {@code --target}, for verbs that take another argument or none. */
public final class TargetOption {
    @Option(names = "--target", paramLabel = "TARGET", description = "The target.")
    private @Nullable TargetName target;

    public Optional<TargetName> get() {
        return Optional.ofNullable(target);
    }

    /** The target, or a refusal that names those that there are. */
    public TargetName required(ControlPlane plane) {
        return required(get(), plane);
    }

    /** {@code target}, or a refusal that names those that there are. */
    public static TargetName required(Optional<TargetName> target, ControlPlane plane) {
        return target.orElseThrow(() -> new Failure(
                Exit.WRONG_USAGE,
                "Which target? Write --target TARGET. In %s there are: %s"
                        .formatted(plane.environment(), String.join(", ", names(plane)))));
    }

    /** The names of all targets, as the control plane knows them. */
    public static List<String> names(ControlPlane plane) {
        ObjectNode everything = ControlPlane.view("targets");
        return plane.ask(everything).list("targets").stream()
                .map((Answer target) -> target.shown("name"))
                .toList();
    }
}
