package slipway.cli.doctor;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import slipway.cli.Exit;
import slipway.cli.Slipway;

/** Looks at a setup from outside. */
@Command(name = "doctor", description = "Check the setup of an environment: what is wrong, and how to put it right.")
public final class Doctor implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var slipway = Slipway.of(spec);
        var caller = slipway.aws().caller();
        slipway.screen().line("%s, as %s".formatted(slipway.environment(), caller.arn()));
        return Exit.DONE.code();
    }
}
