package slipway.cli.verb;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;
import slipway.cli.failure.Exit;
import slipway.target.TargetName;

/** A verb for one target, or with {@code --all} for every one. */
abstract class EverywhereVerb extends OrderVerb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--all",
            description = "Every target of the environment. One that refuses does not stop the others.")
    private boolean all;

    /** What is wanted of this one. */
    protected abstract Order order(TargetName name);

    @Override
    protected final Order order() {
        return order(target.required(plane()));
    }

    @Override
    protected final Exit run() {
        if (!all) {
            return super.run();
        }
        Everywhere.refuse(target);
        refuseToWait();
        return Everywhere.give(slipway(), this::order);
    }
}
