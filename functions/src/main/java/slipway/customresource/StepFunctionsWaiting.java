package slipway.customresource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Executions that look at requests. Their names are the requests', so that a second one is refused. */
public final class StepFunctionsWaiting implements Waiting {
    private static final int SCHEMA = 1;

    private final SfnClient states;
    private final String stateMachine;

    public StepFunctionsWaiting(SfnClient states, String stateMachine) {
        this.states = states;
        this.stateMachine = stateMachine;
    }

    @Override
    public void begin(String key) {
        start(key, input(key));
    }

    @Override
    public void giveUp(String key) {
        start(key + "-given-up", input(key).put("giveUp", true));
    }

    private void start(String name, ObjectNode input) {
        try {
            states.startExecution(
                    r -> r.stateMachineArn(stateMachine).name(name).input(input.toString()));
        } catch (ExecutionAlreadyExistsException e) {
            // Begun before, which is what was wanted.
        } catch (SdkException e) {
            throw FailureClassifier.of("states:StartExecution", e);
        }
    }

    /** The key and no more: what stands here is in the execution's history for 90 days. */
    private static ObjectNode input(String key) {
        return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("request", key);
    }
}
