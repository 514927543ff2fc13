package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;

/** Every function of this machine, and the ways to invoke one. */
public final class Lambdas implements Receiver, AutoCloseable {
    /** A megabyte: the largest asynchronous event. */
    private static final int LARGEST_EVENT = 1024 * 1024;

    private final Functions functions;
    private final Authorizer authorizer;
    private final AsyncInvocations async;
    private final FunctionUrls urls = new FunctionUrls();

    /** @param destinations takes what was given up; it is asked with the function's role as the caller */
    public Lambdas(LambdaSettings settings, Receiver destinations) {
        this.functions = new Functions(settings);
        this.authorizer = settings.authorizer();
        this.async = new AsyncInvocations(settings, destinations);
    }

    /**
     * Invokes a function and waits for what it answers; blocks while all of its JVMs are busy.
     *
     * @param function a name or an ARN, with a version or an alias behind a colon
     * @throws AwsError when there is no such function, or {@code from} may not invoke it
     */
    public InvokeResult invoke(String function, JsonNode payload, Caller from) {
        return run(allowed(FunctionRef.parse(function), from), payload);
    }

    @Override
    public boolean receives(String arn) {
        return arn.startsWith(functions.place().arn("lambda", "function:"));
    }

    /** Accepts the event for asynchronous invocation: retried twice, then sent to the destination for failures. */
    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        accept(allowed(FunctionRef.parse(arn), from), event);
    }

    void accept(Functions.Target target, JsonNode event) {
        if (event.toString().length() > LARGEST_EVENT) {
            throw new AwsError(413, "RequestTooLargeException", "An asynchronous event holds at most 1 MB");
        }
        async.accept(target, event);
    }

    private Functions.Target allowed(FunctionRef ref, Caller from) {
        authorizer.authorize(from, "lambda:InvokeFunction", functions.arn(ref), Map.of());
        return functions.target(ref);
    }

    /**
     * Puts the version behind a name or an ARN into this state, as idleness or a failure at Amazon's would.
     *
     * @throws AwsError when there is no such function
     */
    public void state(String function, FunctionState state) {
        functions.target(FunctionRef.parse(function)).liveness().set(state);
    }

    /**
     * Puts the version behind a name or an ARN to sleep, as if nobody had called it for 14 days: the next call is refused
     * and wakes it.
     *
     * @throws AwsError when there is no such function
     */
    public void sleep(String function) {
        state(function, FunctionState.IDLE);
    }

    InvokeResult run(Functions.Target target, JsonNode payload) {
        target.admit();
        try {
            return target.pool().invoke(Invocation.of(target.invokedArn(), payload));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsError(500, "ServiceException", "The local cloud was stopped");
        }
    }

    Functions functions() {
        return functions;
    }

    FunctionUrls urls() {
        return urls;
    }

    /** Kills every JVM; what was running fails. */
    @Override
    public void close() {
        functions.close();
    }
}
