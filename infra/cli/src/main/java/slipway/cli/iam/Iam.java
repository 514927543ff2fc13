package slipway.cli.iam;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What roles may do. */
@Command(
        name = "iam",
        header = "Explain what IAM allows a role, and by which statement.",
        synopsisSubcommandLabel = "explain",
        footer = "  scripts/slipway.sh --env prod iam explain rollout ecr:PutImage '*'",
        subcommands = Explain.class)
public final class Iam implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "iam explain?");
    }
}
