package slipway.cli.doctor;

import picocli.CommandLine.Command;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;

/** Looks at a setup from outside. */
@Command(
        name = "doctor",
        header = "Check the setup of an environment.",
        footer = "  scripts/slipway.sh --env prod doctor")
public final class Doctor extends Verb {

    @Override
    protected Exit run() {
        var caller = slipway().aws().caller();
        screen().line("%s, as %s".formatted(slipway().environment(), caller.arn()));
        return Exit.DONE;
    }
}
