package slipway.cli.verb;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is never tried again until a person says so. */
@Command(
        name = "veto",
        header = "List or lift vetoes: images and configurations that are not tried again by themselves.",
        description = {
            "",
            "A rejection and an automatic rollback set one, so that a bad image is not tried for ever. What a stack "
                    + "configured is vetoed by its own hash, whatever the image."
        },
        synopsisSubcommandLabel = "(list | lift)",
        footer = "  scripts/slipway.sh --env prod veto list support",
        subcommands = {VetoList.class, VetoLift.class})
public final class Veto implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "veto list, or veto lift?");
    }
}
