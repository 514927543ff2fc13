package slipway.cli.verb;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import slipway.cli.command.TargetArgument;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Table;
import slipway.cli.screen.Table.Cell;
import slipway.cli.screen.Times;
import slipway.cli.screen.Tone;

/** The rollouts of a target, newest first. */
@Command(
        name = "history",
        header = "List a target's rollouts, newest first, with their outcomes.",
        footer = {
            "  scripts/slipway.sh --env prod history support",
            "  scripts/slipway.sh --env prod history support --before 81 --limit 50"
        })
public final class History extends Verb {
    private static final int MOST = 50;

    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "How many, 1 to 50 (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(
            names = "--before",
            paramLabel = "NUMBER",
            description = "Only those before this one: the number that a rollout's name ends in.")
    private @Nullable Long before;

    @Override
    protected Exit run() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(
                    spec().commandLine(), "--limit %d: write a number from 1 to %d".formatted(limit, MOST));
        }
        var name = target.required(plane());
        var request = ControlPlane.view("rollouts").put("target", name.value()).put("limit", limit);
        if (before != null) {
            request.put("before", before);
        }
        var answer = plane().ask(request);
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else if (answer.list("rollouts").isEmpty()) {
            screen().line("No rollout of %s%s.".formatted(name, before == null ? " yet" : " before " + before));
        } else {
            print(answer);
        }
        return Exit.DONE;
    }

    private void print(Answer answer) {
        var now = slipway().surroundings().clock().instant();
        var table = new Table("ROLLOUT", "STARTED", "TOOK", "IMAGE", "VERSIONS", "CAUSE", "OUTCOME", "REASON");
        for (var rollout : answer.list("rollouts")) {
            table.row(
                    new Cell(Tone.STRONG, rollout.shown("id")),
                    Cell.of(rollout.time("startedAt")
                            .map(at -> Times.ago(at, now))
                            .orElse("-")),
                    Cell.of(Words.took(rollout).orElse("-")),
                    Cell.of(Pictures.tag(rollout.shown("image"))),
                    Cell.of(Words.versions(rollout).orElse("-")),
                    Cell.of(rollout.shown("cause")),
                    new Cell(Tones.ofOutcome(rollout.shown("outcome")), Words.progress(rollout)),
                    Cell.of(rollout.shown("reason")));
        }
        table.print(screen());
    }
}
