package slipway.cli.verb;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.cli.command.TargetArgument;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;

/** What every target serves, should serve, and what is wrong with it. */
@Command(
        name = "status",
        header = "Show what each target serves, what it should serve, and what is wrong.",
        description = {
            "",
            "Without a target: a line for each, and the problems below. With one: everything about it, with its last "
                    + "decisions."
        },
        footer = {"  scripts/slipway.sh --env prod status", "  scripts/slipway.sh --env prod status support --watch"})
public final class Status extends Verb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--watch",
            description = "Look again and again, until Ctrl-C. A terminal is drawn anew; elsewhere a line is added for "
                    + "each target that changed.")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "With --watch: how long to wait between two looks (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(5);

    @Override
    protected Exit run() {
        if (!watch) {
            show(look());
            return Exit.DONE;
        }
        new Watch(slipway(), this::look, this::show, this::targets).forEver(every);
        return Exit.DONE;
    }

    private Answer look() {
        return target.get()
                .map(name -> plane().ask(ControlPlane.view("target").put("target", name.value())))
                .orElseGet(() -> plane().ask(ControlPlane.view("targets")));
    }

    private List<Answer> targets(Answer answer) {
        return answer.optional("target").map(List::of).orElseGet(() -> answer.list("targets"));
    }

    private void show(Answer answer) {
        if (slipway().json()) {
            slipway().print(answer.raw());
            return;
        }
        var now = slipway().surroundings().clock().instant();
        if (answer.has("target")) {
            new TargetSheet(screen(), now).print(answer.part("target"));
        } else {
            new TargetsTable(screen(), now).print(plane().environment(), answer.list("targets"));
        }
    }
}
