package slipway.admission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Consumer;
import slipway.failure.FailureClassifier;
import slipway.ledger.RolloutRecord;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Executions of the rollout state machine. */
public final class StepFunctionsExecutions implements Executions {
    private static final int SCHEMA = 1;
    private static final int NAMES_A_CALL = 1000;

    private final SfnClient states;
    private final String stateMachine;

    public StepFunctionsExecutions(SfnClient states, String stateMachine) {
        this.states = states;
        this.stateMachine = stateMachine;
    }

    @Override
    public Start start(RolloutRecord rollout) {
        String name = rollout.executionName();
        try {
            return new Start.Running(states.startExecution(
                            r -> r.stateMachineArn(stateMachine).name(name).input(input(rollout)))
                    .executionArn());
        } catch (ExecutionAlreadyExistsException e) {
            // Either it runs with this name, or it is over: only a look tells.
            String arn = stateMachine.replace(":stateMachine:", ":execution:") + ":" + name;
            return runs(arn) ? new Start.Running(arn) : new Start.Over(arn);
        } catch (SdkException e) {
            throw FailureClassifier.of("states:StartExecution", e);
        }
    }

    private static String input(RolloutRecord rollout) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", SCHEMA)
                .put("target", rollout.target().value())
                .put("rollout", rollout.id().value())
                .toString();
    }

    @Override
    public boolean runs(String execution) {
        try {
            return states.describeExecution(r -> r.executionArn(execution)).status() == ExecutionStatus.RUNNING;
        } catch (ExecutionDoesNotExistException e) {
            return false;
        } catch (SdkException e) {
            throw FailureClassifier.of("states:DescribeExecution", e);
        }
    }

    @Override
    public void wake(String token) {
        try {
            states.sendTaskSuccess(r -> r.taskToken(token).output("{}"));
        } catch (TaskDoesNotExistException | TaskTimedOutException | InvalidTokenException e) {
            // The wait is over already, which is all that was wanted.
        } catch (SdkException e) {
            throw FailureClassifier.of("states:SendTaskSuccess", e);
        }
    }

    @Override
    public void each(Consumer<Remembered> each) {
        try {
            states.listExecutionsPaginator(r -> r.stateMachineArn(stateMachine).maxResults(NAMES_A_CALL))
                    .executions()
                    .forEach(execution -> each.accept(new Remembered(
                            execution.name(),
                            execution.executionArn(),
                            execution.status() == ExecutionStatus.RUNNING)));
        } catch (SdkException e) {
            throw FailureClassifier.of("states:ListExecutions", e);
        }
    }
}
