package slipway.cli.doctor.rollouts;

import static slipway.cli.doctor.check.Finding.warning;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Whether rollouts are under way by an older definition of the state machine: an execution keeps the one it began with. */
public final class DefinitionsCheck implements Check {
    private static final String STATE_MACHINE = "AWS::StepFunctions::StateMachine";

    private final Setup setup;

    public DefinitionsCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "executions";
    }

    @Override
    public List<Finding> look() {
        return setup.stacks().resources(STATE_MACHINE).stream()
                .flatMap(machine -> judge(machine).stream())
                .toList();
    }

    private Optional<Finding> judge(String machine) {
        var states = setup.clients().states().get();
        var shell = setup.environment().shell();
        var current =
                states.describeStateMachine(r -> r.stateMachineArn(machine)).definition();
        Predicate<ExecutionListItem> isOlder =
                execution -> !states.describeStateMachineForExecution(r -> r.executionArn(execution.executionArn()))
                        .definition()
                        .equals(current);
        var older = states
                .listExecutionsPaginator(r -> r.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
                .executions()
                .stream()
                .filter(isOlder)
                .map(ExecutionListItem::name)
                .toList();
        return older.isEmpty()
                ? Optional.empty()
                : Optional.of(warning(
                        "Running by an older definition of the state machine: %s.".formatted(String.join(", ", older)),
                        "They end by themselves, and call the functions of today. What must not wait: "
                                + "%s, then %s"
                                        .formatted(
                                                shell.slipway("abort TARGET --reason TEXT"),
                                                shell.slipway("retry TARGET"))));
    }
}
