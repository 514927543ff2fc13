package slipway.local.assembly;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Something that is done to a stack. It has begun: nothing else is done to the stack until it is run to its end. */
public final class StackOperation {
    private final DeployedStack stack;
    private final Runnable work;

    StackOperation(DeployedStack stack, Runnable work) {
        this.stack = stack;
        this.work = work;
    }

    public DeployedStack stack() {
        return stack;
    }

    /**
     * Begins an operation and runs it to its end.
     *
     * @return the stack's outputs
     * @throws DeploymentFailed naming the stack, the resource and the reason, whether it began or not; a stack that
     *     goes back then has done so
     */
    public static Map<String, String> run(String stackName, Supplier<StackOperation> operation) {
        try {
            return operation.get().run();
        } catch (ResourceFailed e) {
            throw new DeploymentFailed("Stack %s, %s".formatted(stackName, e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new DeploymentFailed("Stack %s: %s".formatted(stackName, e.getMessage()), e);
        }
    }

    /**
     * Runs it to its end; what the stack does when it fails has been done then.
     *
     * @return the stack's outputs
     * @throws RuntimeException why it failed, which the stack tells, too
     */
    public Map<String, String> run() {
        work.run();
        Map<String, String> outputs = new LinkedHashMap<>();
        stack.outputs().forEach(output -> outputs.put(output.key(), output.value()));
        return outputs;
    }
}
