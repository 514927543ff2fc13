package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way through one JVM.
 *
 * @param functionArn as it was invoked, with its qualifier
 * @param trace as the function sees it
 * @param result completed by whatever ends it first: an answer, an error, the JVM's death, the time-out
 */
record Invocation(
        String requestId, String functionArn, JsonNode payload, Trace trace, CompletableFuture<InvokeResult> result) {

    static Invocation of(String functionArn, JsonNode payload, Trace trace) {
        return of(UUID.randomUUID().toString(), functionArn, payload, trace);
    }

    static Invocation of(String requestId, String functionArn, JsonNode payload, Trace trace) {
        return new Invocation(requestId, functionArn, payload, trace, new CompletableFuture<>());
    }

    /** The same event for another JVM. */
    Invocation again() {
        return of(requestId, functionArn, payload, trace);
    }

    /** Fails in the words of AWS's platform. */
    void fail(String type, String what) {
        result.complete(InvokeResult.failed(type, "RequestId: %s Error: %s".formatted(requestId, what)));
    }
}
