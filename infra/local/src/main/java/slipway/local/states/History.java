package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/** What happened in an execution, under AWS's names of event types. */
public final class History {
    /** AWS ends an execution that reaches this many events. */
    static final int LIMIT = 25_000;

    private final InstantSource clock;
    private final List<Event> events = new ArrayList<>();
    private boolean ended;

    History(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One event.
     *
     * @param previous the event that led to this one; 0 for the first ones, and for an end that came from outside
     */
    public record Event(long id, long previous, Instant at, String type, ObjectNode details) {

        boolean isEntry() {
            return type.endsWith("StateEntered");
        }

        /** The member of AWS's HistoryEvent that holds the details; null for the one type that has none. */
        @Nullable
        String detailsName() {
            if (type.equals("LambdaFunctionStarted")) {
                return null;
            }
            if (isEntry()) {
                return "stateEnteredEventDetails";
            }
            if (type.endsWith("StateExited")) {
                return "stateExitedEventDetails";
            }
            return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "EventDetails";
        }
    }

    static History restored(InstantSource clock, List<Event> events, boolean ended) {
        History history = new History(clock);
        history.events.addAll(events);
        history.ended = ended;
        return history;
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Adds an event; a late one, of a task that the end overtook, is left out.
     *
     * @return its number
     * @throws StatesError when only the event that ends the execution still fits
     */
    synchronized long add(String type, ObjectNode details) {
        return add(last(), type, details);
    }

    /** Adds the failure of an expression. AWS counts a state's entry only once the state has done something. */
    synchronized void evaluationFailed(ObjectNode details) {
        Event before = events.getLast();
        add(before.isEntry() ? before.previous() : before.id(), "EvaluationFailed", details);
    }

    private long add(long previous, String type, ObjectNode details) {
        if (ended) {
            return events.size();
        }
        if (events.size() >= LIMIT - 1) {
            throw new StatesError(
                    StatesError.RUNTIME, "The execution reached the maximum number of history events (25000).");
        }
        return append(previous, type, details);
    }

    synchronized void end(Execution.Outcome outcome) {
        switch (outcome.status()) {
            case RUNNING -> throw new IllegalArgumentException("RUNNING is no end");
            case SUCCEEDED -> append(last(), "ExecutionSucceeded", output(outcome));
            case FAILED -> append(last(), "ExecutionFailed", failure(outcome));
            case TIMED_OUT -> append(0, "ExecutionTimedOut", failure(outcome));
            case ABORTED -> append(0, "ExecutionAborted", failure(outcome));
        }
        ended = true;
    }

    private static ObjectNode output(Execution.Outcome outcome) {
        return outcome.output() == null ? Json.object() : EventData.output(Json.object(), Json.write(outcome.output()));
    }

    private static ObjectNode failure(Execution.Outcome outcome) {
        return outcome.failure() == null ? Json.object() : outcome.failure().addTo(Json.object());
    }

    /** The first state follows, as AWS numbers it, on nothing. */
    private long last() {
        return events.size() < 2 ? 0 : events.size();
    }

    private long append(long previous, String type, ObjectNode details) {
        long id = events.size() + 1L;
        events.add(new Event(id, previous, clock.instant(), type, details));
        return id;
    }
}
