package slipway.cli.doctor.stacks;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.doctor.setup.Stacks.Stack;
import slipway.cli.plane.Environment;

/** Whether both stacks of the control plane are there, and stand as they were last deployed. */
public final class StacksCheck implements Check {
    private static final Set<String> DEPLOYED = Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE");

    private final Setup setup;

    public StacksCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "stacks";
    }

    @Override
    public List<Finding> look() {
        return setup.stacks().all().stream()
                .flatMap(stack -> judge(stack, setup.environment()).stream())
                .toList();
    }

    /** docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html lists what a status may be. */
    static Optional<Finding> judge(Stack stack, Environment environment) {
        var deploy = environment.shell().deploy();
        if (stack.status().isEmpty()) {
            return Optional.of(problem(
                    "There is no stack %s in %s.".formatted(stack.name(), environment),
                    "Deploy it: %s. Is it in another Region or account, correct infra/environments.json."
                            .formatted(deploy)));
        }
        var status = stack.status().get();
        if (DEPLOYED.contains(status)) {
            return Optional.empty();
        }
        var what = "The stack %s is %s%s."
                .formatted(
                        stack.name(),
                        status,
                        stack.reason().map(reason -> " (" + reason + ")").orElse(""));
        if (status.endsWith("_IN_PROGRESS")) {
            return Optional.of(warning(what, "Wait until its deployment has ended, then look again."));
        }
        if (status.equals("UPDATE_ROLLBACK_COMPLETE")) {
            return Optional.of(
                    warning(what, "It stands as before. Its events say what failed: mend that, then " + deploy + "."));
        }
        return Optional.of(
                problem(what, "Its events say what failed: mend that, then continue its rollback or " + deploy + "."));
    }
}
