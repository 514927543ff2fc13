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

/** Lets the drift check look now, and tells what it found. */
@Command(
        name = "drift",
        header = "Look whether what should be live, what is recorded and what is there agree.",
        description = {
            "",
            "The drift check looks by itself every so often; this lets it look now, at one target or at all, and prints "
                    + "what it finds: each reason with what helps. It heals as each declaration says, and a heal asks "
                    + "for nothing that a push could not. Exit code 1 if drift stands.",
            "A target that declares drift.policy off is not looked at."
        },
        footer = {
            "  scripts/slipway.sh --env prod drift",
            "  scripts/slipway.sh --env prod drift support --heal",
            "  scripts/slipway.sh --env prod drift --json | jq '.targets[] | {name, found: .drift.found}'"
        })
public final class Drift extends Verb {
    @Mixin
    private final TargetArgument target = new TargetArgument();

    @Option(
            names = "--heal",
            description = "Heal also where the declaration only reports, or where a heal was tried before.")
    private boolean heal;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for what it finds, as in 90s or 30m (default: ${DEFAULT-VALUE}). It goes "
                    + "on looking all the same.")
    private Duration timeout = Duration.ofMinutes(15);

    @Override
    protected Exit run() {
        var request = ControlPlane.verb("drift");
        target.get().ifPresent(name -> request.put("target", name.value()));
        if (heal) {
            request.put("heal", true);
        }
        var asked = plane().order(request);
        var answer = new Looking(slipway(), this::look, timeout).since(asked);
        var targets = targets(answer);
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else {
            var sheet =
                    new DriftSheet(screen(), slipway().surroundings().clock().instant());
            targets.forEach(sheet::print);
        }
        return targets.stream().allMatch(DriftSheet::isClear) ? Exit.DONE : Exit.NOT_AS_THINGS_STAND;
    }

    private Answer look() {
        return target.get()
                .map(name -> plane().ask(ControlPlane.view("target").put("target", name.value())))
                .orElseGet(() -> plane().ask(ControlPlane.view("targets")));
    }

    static List<Answer> targets(Answer answer) {
        return answer.optional("target").map(List::of).orElseGet(() -> answer.list("targets"));
    }
}
