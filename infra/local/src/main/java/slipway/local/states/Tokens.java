package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import slipway.local.edge.AwsError;

/** The task tokens that are out, and what came back for them. */
final class Tokens {
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    /** A task that waits for its token. */
    static final class Waiting {
        private final String token = UUID.randomUUID().toString();
        private final Execution execution;
        private final CompletableFuture<JsonNode> done = new CompletableFuture<>();
        private final AtomicLong heartbeats = new AtomicLong();

        Waiting(Execution execution) {
            this.execution = execution;
        }

        String token() {
            return token;
        }

        String stateMachineArn() {
            return execution.start().stateMachineArn();
        }

        CompletableFuture<JsonNode> done() {
            return done;
        }

        long heartbeats() {
            return heartbeats.get();
        }
    }

    Waiting issue(Execution execution) {
        Waiting task = new Waiting(execution);
        waiting.put(task.token(), task);
        return task;
    }

    /** @throws AwsError InvalidToken when it was never given out */
    Waiting find(String token) {
        Waiting task = waiting.get(token);
        if (task == null) {
            throw new AwsError(400, "InvalidToken", "Invalid Token: '" + token + "'");
        }
        return task;
    }

    void succeed(String token, JsonNode output) {
        if (!open(token).done().complete(output)) {
            throw timedOut();
        }
    }

    void fail(String token, StatesError error) {
        if (!open(token).done().completeExceptionally(error)) {
            throw timedOut();
        }
    }

    void heartbeat(String token) {
        open(token).heartbeats.incrementAndGet();
    }

    private Waiting open(String token) {
        Waiting task = find(token);
        boolean over = task.execution.status() != Execution.Status.RUNNING;
        if (over || task.done().isDone()) {
            throw timedOut();
        }
        return task;
    }

    private static AwsError timedOut() {
        return new AwsError(400, "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
}
