package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.edge.AwsError;

/** The task tokens that are out, and what came back for them. */
final class Tokens {
    /** As long as AWS's, and like them with characters that a URL must escape. */
    private static final int BYTES = 480;

    private static final byte[] MARK = {0, 0, 0, 42, 0, 0, 0, 2};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** A task that waits for its token. */
    static final class Waiting {
        private final String token;
        private final Execution execution;
        private final CompletableFuture<JsonNode> done = new CompletableFuture<>();
        private volatile Instant heard = Instant.MIN;

        Waiting(String token, Execution execution) {
            this.token = token;
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

        /** When the last heartbeat came. */
        Instant heard() {
            return heard;
        }
    }

    Waiting issue(Execution execution) {
        Waiting task = new Waiting(made(), execution);
        waiting.put(task.token(), task);
        return task;
    }

    private static String made() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        System.arraycopy(MARK, 0, bytes, 0, MARK.length);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws AwsError InvalidToken when it is none, TaskDoesNotExist when its task is not known (any more) */
    Waiting find(String token) {
        Waiting task = waiting.get(token);
        if (task == null) {
            throw isWellFormed(token)
                    ? new AwsError(400, "TaskDoesNotExist", "Task does not exist")
                    : new AwsError(400, "InvalidToken", "Invalid Token: 'Invalid token'");
        }
        return task;
    }

    private static boolean isWellFormed(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            return bytes.length == BYTES && Arrays.mismatch(bytes, MARK) == MARK.length;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
        open(token).heard = clock.instant();
    }

    /** The tokens of executions that are forgotten are forgotten with them. */
    void forget(Execution execution) {
        waiting.values().removeIf(task -> task.execution == execution);
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
