package slipway.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import slipway.cli.command.Slipway;
import slipway.cli.command.TargetArgument;
import slipway.cli.command.TargetOption;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.target.TargetName;

/** The same order for every target; one that refuses does not keep the others from it. */
final class Everywhere {
    private Everywhere() {}

    /** A target beside {@code --all} is a mistake, and nobody knows which. */
    static void refuse(TargetArgument target) {
        target.get().ifPresent(name -> {
            throw new Failure(Exit.WRONG_USAGE, "%s or --all? Write one of the two.".formatted(name));
        });
    }

    static Exit give(Slipway slipway, Function<TargetName, Order> order) {
        List<String> refused = new ArrayList<>();
        for (var name : TargetOption.names(slipway.plane())) {
            try {
                Telling.tell(slipway, order.apply(new TargetName(name)));
            } catch (Failure failure) {
                if (failure.answer().isEmpty()) {
                    throw failure;
                }
                refused.add(name);
                slipway.screen().error("%s: %s".formatted(name, failure.text()));
            }
        }
        if (!refused.isEmpty()) {
            throw new Failure(Exit.NOT_AS_THINGS_STAND, "Not done for: %s".formatted(String.join(", ", refused)));
        }
        return Exit.DONE;
    }
}
