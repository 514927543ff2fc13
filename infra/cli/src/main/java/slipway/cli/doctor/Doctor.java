package slipway.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.cli.command.Verb;
import slipway.cli.doctor.agents.DeclarationsCheck;
import slipway.cli.doctor.agents.MetadataCheck;
import slipway.cli.doctor.agents.PullCheck;
import slipway.cli.doctor.agents.QuotasCheck;
import slipway.cli.doctor.agents.RuntimesCheck;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Examination;
import slipway.cli.doctor.check.Report;
import slipway.cli.doctor.events.AlarmsCheck;
import slipway.cli.doctor.events.DeadLettersCheck;
import slipway.cli.doctor.events.RulesCheck;
import slipway.cli.doctor.functions.CustomResourcesCheck;
import slipway.cli.doctor.functions.FunctionsCheck;
import slipway.cli.doctor.functions.QueueCheck;
import slipway.cli.doctor.grants.GrantsCheck;
import slipway.cli.doctor.images.ExpiryCheck;
import slipway.cli.doctor.images.ImagesCheck;
import slipway.cli.doctor.images.PublishedCheck;
import slipway.cli.doctor.rollouts.DefinitionsCheck;
import slipway.cli.doctor.rollouts.TargetsCheck;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.doctor.stacks.StacksCheck;
import slipway.cli.doctor.stacks.StatusCheck;
import slipway.cli.failure.Exit;
import slipway.target.TargetName;

/** Looks at a setup from outside. */
@Command(
        name = "doctor",
        header = "Find what keeps an environment from working, and say the remedy.",
        description = {
            "",
            "Looks at stacks, functions, rules, queues, alarms, runtimes, images and grants, and changes nothing. It needs "
                    + "to read them all; what it may not look at, it says. Exit code 1: something does not work. Warnings alone are 0."
        },
        footer = {
            "  scripts/slipway.sh --env prod doctor",
            "  scripts/slipway.sh --env prod doctor --target support",
            "  scripts/slipway.sh --env prod doctor --json"
        })
public final class Doctor extends Verb {
    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "Look at this target alone, at its declaration, runtime, images and grants.")
    private @Nullable TargetName target;

    @Override
    protected Exit run() {
        var caller = plane().caller();
        var sheet = new Sheet(slipway());
        sheet.begin(caller);
        var here = slipway().surroundings();
        var setup = Setup.of(slipway().aws(), plane(), Optional.ofNullable(target), here.clock(), here.pauses());
        var reports = Examination.of(checks(setup), sheet::show);
        sheet.end(reports);
        if (reports.stream().allMatch(Report::denied)) {
            return Exit.NOT_ALLOWED;
        }
        if (reports.stream().noneMatch(Report::made)) {
            return Exit.FAILED;
        }
        return reports.stream().anyMatch(Report::hasProblem) ? Exit.NOT_AS_THINGS_STAND : Exit.DONE;
    }

    private List<Check> checks(Setup setup) {
        var checks = new ArrayList<Check>();
        if (target == null) {
            checks.addAll(ofControlPlane(setup));
        }
        checks.addAll(ofTargets(setup));
        if (setup.environment().reachable()) {
            checks.addAll(ofTargetsByItsWord(setup));
        }
        return checks;
    }

    private static List<Check> ofControlPlane(Setup setup) {
        return List.of(
                new StacksCheck(setup),
                new FunctionsCheck(setup),
                new CustomResourcesCheck(setup),
                new QueueCheck(setup),
                new RulesCheck(setup),
                new DeadLettersCheck(setup),
                new AlarmsCheck(setup),
                new PublishedCheck(setup),
                new DefinitionsCheck(setup));
    }

    /** They ask AWS alone. */
    private static List<Check> ofTargets(Setup setup) {
        return List.of(
                new DeclarationsCheck(setup),
                new RuntimesCheck(setup),
                new MetadataCheck(setup),
                new QuotasCheck(setup),
                new PullCheck(setup),
                new GrantsCheck(setup));
    }

    /** They ask the status function, too, what targets serve. */
    private static List<Check> ofTargetsByItsWord(Setup setup) {
        return List.of(new StatusCheck(setup), new ImagesCheck(setup), new ExpiryCheck(setup), new TargetsCheck(setup));
    }
}
