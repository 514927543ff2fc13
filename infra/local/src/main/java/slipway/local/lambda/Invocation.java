package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way through one JVM.
 *
 * @param functionArn as it was invoked, with its qualifier
 * @param result completed by whatever ends it first: an answer, an error, the JVM's death, the time-out
 */
record Invocation(String requestId, String functionArn, JsonNode payload, CompletableFuture<InvokeResult> result) {

    static Invocation of(String functionArn, JsonNode payload) {
        return of(UUID.randomUUID().toString(), functionArn, payload);
    }

    static Invocation of(String requestId, String functionArn, JsonNode payload) {
        return new Invocation(requestId, functionArn, payload, new CompletableFuture<>());
    }

    /** Fails in the words of AWS's platform. */
    void fail(String type, String what) {
        result.complete(InvokeResult.failed(type, "RequestId: %s Error: %s".formatted(requestId, what)));
    }
}
