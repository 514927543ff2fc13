package slipway.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import slipway.cli.doctor.Doctor;
import slipway.cli.screen.Plain;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Tone;

/** The command with its verbs, and how it ends when something is wrong. */
public final class Commands {
    private static final int WIDTH = 100;

    private Commands() {}

    /** The whole command, ready to be executed. */
    public static CommandLine of(Surroundings surroundings) {
        var slipway = new Slipway(surroundings);
        var screen = surroundings.screen();
        var command = new CommandLine(slipway);
        command.addSubcommand(new Doctor());
        return command.setOut(screen.out())
                .setErr(screen.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.terminal() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((wrong, arguments) -> misused(screen, wrong))
                .setExecutionExceptionHandler((thrown, verb, parsed) -> failed(slipway, thrown));
    }

    private static int misused(Screen screen, ParameterException wrong) {
        var verb = wrong.getCommandLine();
        say(screen, String.valueOf(wrong.getMessage()));
        UnmatchedArgumentException.printSuggestions(wrong, screen.err());
        screen.error("Try: %s --help".formatted(verb.getCommandSpec().qualifiedName()));
        return Exit.WRONG_USAGE.code();
    }

    private static int failed(Slipway slipway, Exception thrown) {
        if (thrown instanceof Failure failure) {
            if (slipway.json()) {
                failure.answer().ifPresent(slipway::print);
            }
            say(slipway.screen(), failure.text());
            return failure.exit().code();
        }
        say(slipway.screen(), "This should not happen: " + thrown);
        return Exit.FAILED.code();
    }

    private static void say(Screen screen, String message) {
        var lines = message.lines().map(Plain::text).collect(Collectors.joining(System.lineSeparator()));
        screen.error(screen.paint(Tone.BAD, "slipway: ") + lines);
    }
}
