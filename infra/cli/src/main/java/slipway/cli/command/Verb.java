package slipway.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import slipway.cli.failure.Exit;
import slipway.cli.plane.ControlPlane;
import slipway.cli.screen.Screen;

/** One thing that the command can do. */
public abstract class Verb implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * Does it.
     *
     * @throws slipway.cli.failure.Failure where that is not possible
     */
    protected abstract Exit run();

    @Override
    public final Integer call() {
        return run().code();
    }

    /** The command that this verb belongs to. */
    protected final Slipway slipway() {
        return (Slipway) spec.root().userObject();
    }

    protected final Screen screen() {
        return slipway().screen();
    }

    protected final ControlPlane plane() {
        return slipway().plane();
    }

    protected final CommandSpec spec() {
        return spec;
    }
}
