package slipway.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import slipway.cli.command.Lengths;
import slipway.cli.command.Slipway;
import slipway.cli.command.Surroundings;
import slipway.cli.doctor.Doctor;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.iam.Iam;
import slipway.cli.screen.Plain;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Tone;
import slipway.cli.verb.Abort;
import slipway.cli.verb.Adopt;
import slipway.cli.verb.Approve;
import slipway.cli.verb.Completion;
import slipway.cli.verb.Drift;
import slipway.cli.verb.History;
import slipway.cli.verb.Hold;
import slipway.cli.verb.Images;
import slipway.cli.verb.Pin;
import slipway.cli.verb.Reason;
import slipway.cli.verb.Rebuild;
import slipway.cli.verb.Reject;
import slipway.cli.verb.Release;
import slipway.cli.verb.Retry;
import slipway.cli.verb.Rollback;
import slipway.cli.verb.Show;
import slipway.cli.verb.Status;
import slipway.cli.verb.Unpin;
import slipway.cli.verb.Validate;
import slipway.cli.verb.Veto;
import slipway.cli.verb.VetoedDigest;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** The command with its verbs, and how it ends when something is wrong. */
public final class Commands {
    private static final int WIDTH = 100;

    private Commands() {}

    /** The whole command, ready to be executed. */
    public static CommandLine of(Surroundings surroundings) {
        var slipway = new Slipway(surroundings);
        var screen = surroundings.screen();
        var command = new CommandLine(slipway);
        verbs().forEach(command::addSubcommand);
        explainExitCodes(command);
        return command.setOut(screen.out())
                .setErr(screen.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.terminal() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, said(Lengths::parse))
                .registerConverter(Reason.class, said(Reason::new))
                .registerConverter(VetoedDigest.class, said(VetoedDigest::new))
                .registerConverter(RolloutId.class, said(RolloutId::new))
                .registerConverter(TargetName.class, said(TargetName::new))
                .setParameterExceptionHandler((wrong, arguments) -> misused(screen, wrong))
                .setExecutionExceptionHandler((thrown, verb, parsed) -> failed(slipway, thrown));
    }

    /** In the order of the help. */
    private static List<Callable<Integer>> verbs() {
        return List.of(
                new Status(),
                new History(),
                new Show(),
                new Images(),
                new Validate(),
                new Pin(),
                new Unpin(),
                new Approve(),
                new Reject(),
                new Abort(),
                new Retry(),
                new Rollback(),
                new Hold(),
                new Release(),
                new Veto(),
                new Adopt(),
                new Drift(),
                new Rebuild(),
                new Doctor(),
                new Iam(),
                new Completion());
    }

    /** An argument that does not hold is told in the value's own words. */
    private static <T> ITypeConverter<T> said(Function<String, T> type) {
        return text -> {
            try {
                return type.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        };
    }

    private static void explainExitCodes(CommandLine command) {
        var codes = new LinkedHashMap<String, String>();
        for (var exit : Exit.values()) {
            codes.put(Integer.toString(exit.code()), exit.meaning());
        }
        command.getCommandSpec().usageMessage().exitCodeList(codes);
        command.getSubcommands().values().forEach(Commands::explainExitCodes);
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
