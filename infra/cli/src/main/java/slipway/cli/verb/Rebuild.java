package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;

/** Has a ledger put together again whose table was lost. */
@Command(
        name = "rebuild",
        header = "Put a ledger together again whose table was lost.",
        description = {
            "",
            "From Parameter Store, ECR, AgentCore and Step Functions it finds out again what every declared target "
                    + "should run and what its live endpoint serves, and prints what it found and what nobody can know "
                    + "any more, each with what helps. What the ledger has is never written over.",
            "Where live serves something else than it should, the target is held: the image may have been vetoed. "
                    + "Exit code 1 if a target could not be rebuilt."
        },
        footer = {
            "  scripts/slipway.sh --env prod rebuild --dry-run",
            "  scripts/slipway.sh --env prod rebuild",
            "  scripts/slipway.sh --env prod rebuild --json | jq '.rebuild.targets[] | select(.held)'"
        })
public final class Rebuild extends Verb {
    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for its end, as in 90s or 30m (default: ${DEFAULT-VALUE}). It goes on all "
                    + "the same.")
    private Duration timeout = Duration.ofMinutes(15);

    @Override
    protected Exit run() {
        var request = ControlPlane.verb("rebuild");
        if (dryRun) {
            request.put("dryRun", true);
        }
        var answer = finished(Staying.since(plane().order(request)));
        var sheet = new RebuildSheet(screen());
        if (slipway().json()) {
            slipway().print(answer.raw());
        } else {
            sheet.print(answer.part("rebuild"));
        }
        return RebuildSheet.isWhole(answer.part("rebuild")) ? Exit.DONE : Exit.NOT_AS_THINGS_STAND;
    }

    /** What is told once the rebuild that was asked for at that time is over. */
    private Answer finished(Instant at) {
        try (var staying = new Staying(slipway(), timeout)) {
            while (true) {
                var answer = plane().ask(ControlPlane.view("rebuild"));
                var rebuild = answer.part("rebuild");
                var begun = rebuild.time("startedAt").filter(at::equals).isPresent();
                if (begun && rebuild.has("finishedAt")) {
                    return answer;
                }
                staying.show(begun ? done(rebuild) : "begins");
                staying.pause("Not finished", ". Whoever asks for it again goes on with what is left.");
            }
        }
    }

    private static String done(Answer rebuild) {
        return "%d of %s done".formatted(rebuild.list("targets").size(), rebuild.shown("declared"));
    }
}
