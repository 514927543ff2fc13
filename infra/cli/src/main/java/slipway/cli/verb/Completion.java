package slipway.cli.verb;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;

/** The script that completes verbs and options. */
@Command(
        name = "completion",
        header = "Print the script with which a shell completes verbs and options.",
        description = {"", "It serves bash, and zsh after 'autoload -U +X bashcompinit && bashcompinit'."},
        footer = "  source <(scripts/slipway.sh completion bash)")
public final class Completion extends Verb {
    /** The shells that there is a script for. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    private Shell shell;

    @Override
    protected Exit run() {
        screen().line(AutoComplete.bash("slipway.sh", spec().root().commandLine()));
        return Exit.DONE;
    }
}
