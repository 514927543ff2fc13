package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

/** One execution: what it started with, what happened, how it ended. */
public final class Execution {
    private final Start start;
    private final Definition definition;
    private final History history;
    private final Consumer<Execution> changed;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

    /** @param input as it was given, which is not always how it would be written here */
    public record Start(
            String arn, String name, String stateMachineArn, String roleArn, JsonNode input, String text, Instant at) {}

    /**
     * How it ended.
     *
     * @param output of a success
     * @param failure of everything else
     */
    public record Outcome(
            Status status,
            Instant at,
            @Nullable JsonNode output,
            @Nullable StatesError failure) {}

    /** As DescribeExecution shows it. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    Execution(Start start, Definition definition, History history, Consumer<Execution> changed) {
        this.start = start;
        this.definition = definition;
        this.history = history;
        this.changed = changed;
    }

    /** @param outcome of one that is over; it is not told again */
    Execution(
            Start start,
            Definition definition,
            History history,
            Consumer<Execution> changed,
            @Nullable Outcome outcome) {
        this(start, definition, history, changed);
        if (outcome != null) {
            this.outcome.set(outcome);
            ended.complete(outcome);
        }
    }

    public Start start() {
        return start;
    }

    public Status status() {
        Outcome now = outcome.get();
        return now == null ? Status.RUNNING : now.status();
    }

    public @Nullable Outcome outcome() {
        return outcome.get();
    }

    public History history() {
        return history;
    }

    /** The definition that it started with and keeps. */
    public String definitionText() {
        return definition.text();
    }

    /** Completes when it is over, its last event written. */
    public CompletableFuture<Outcome> ended() {
        return ended.copy();
    }

    Definition definition() {
        return definition;
    }

    String region() {
        return start.arn().split(":", -1)[3];
    }

    Caller role() {
        String[] parts = start.roleArn().split(":", 6);
        String role = start.roleArn().substring(start.roleArn().lastIndexOf('/') + 1);
        String session = start.name().length() > 64 ? start.name().substring(0, 64) : start.name();
        String arn = "arn:aws:sts::%s:assumed-role/%s/%s".formatted(parts[4], role, session);
        return new Caller.RoleSession(start.roleArn(), arn);
    }

    /** Writes the first event and tells of the start. */
    void begin() {
        ObjectNode started = EventData.input(Json.object(), start.text());
        history.add("ExecutionStarted", started.put("roleArn", start.roleArn()));
        changed.accept(this);
    }

    /** Ends it, unless it is over already. */
    void end(Outcome how) {
        if (outcome.compareAndSet(null, how)) {
            history.end(how);
            changed.accept(this);
            ended.complete(how);
        }
    }

    /** Waits for what a state waits for, or leaves at once when the execution is over. */
    <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> wanted = stage.toCompletableFuture();
        try {
            CompletableFuture.anyOf(wanted, ended).join();
            if (outcome.get() != null) {
                throw new Over();
            }
            return wanted.join();
        } catch (CompletionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(CompletionException e) {
        if (e.getCause() instanceof StatesError error) {
            return error;
        }
        return e.getCause() instanceof TimeoutException ? StatesError.timeout() : e;
    }

    /** The execution ended while a state was at work. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
