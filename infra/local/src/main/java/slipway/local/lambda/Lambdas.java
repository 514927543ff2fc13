package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;

/** Every function of this machine, and the ways to invoke one. */
public final class Lambdas implements Receiver, AutoCloseable {
    private final Functions functions;
    private final Authorizer authorizer;
    private final AsyncInvocations async;
    private final FunctionUrls urls = new FunctionUrls();

    /** @param receivers finds what takes the outcome of asynchronous events; it is asked as the function's role */
    public Lambdas(LambdaSettings settings, Function<String, Optional<Receiver>> receivers) {
        this.functions = new Functions(settings);
        this.authorizer = settings.authorizer();
        this.async = new AsyncInvocations(settings, new Destinations(settings, receivers));
    }

    /**
     * Invokes a function and waits for what it answers; blocks while all of its JVMs are busy.
     *
     * @param function a name or an ARN, with a version or an alias behind a colon
     * @throws AwsError when there is no such function, or {@code from} may not invoke it
     */
    public InvokeResult invoke(String function, JsonNode payload, Caller from) {
        PayloadLimit.SYNCHRONOUS.check(payload);
        return run(allowed(FunctionRef.parse(function), from), payload, Trace.begun());
    }

    @Override
    public boolean receives(String arn) {
        return arn.startsWith(functions.place().arn("lambda", "function:"));
    }

    /** Accepts the event for asynchronous invocation: retried twice, then sent to the destination for failures. */
    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        PayloadLimit.ASYNCHRONOUS.check(event);
        accept(allowed(FunctionRef.parse(arn), from), event, Trace.begun());
    }

    /** Gives the event's request id. */
    String accept(Functions.Target target, JsonNode event, Trace trace) {
        return async.accept(target, event, trace);
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

    /** @param trace as the caller sent it */
    InvokeResult run(Functions.Target target, JsonNode payload, Trace trace) {
        try (Reservation.Slot _ = target.admit(trace)) {
            Trace inside = trace.into(target.function().arn());
            return target.pool().invoke(Invocation.of(target.invokedArn(), payload, inside));
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
