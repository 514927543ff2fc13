package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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
     * @param detailsName the member of AWS's HistoryEvent that holds the details
     */
    public record Event(long id, Instant at, String type, String detailsName, ObjectNode details) {}

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Adds an event; a late one, of a task that the end overtook, is left out.
     *
     * @throws StatesError when only the event that ends the execution still fits
     */
    synchronized void add(String type, String detailsName, ObjectNode details) {
        if (ended) {
            return;
        }
        if (events.size() >= LIMIT - 1) {
            throw new StatesError(
                    StatesError.RUNTIME, "The execution reached the maximum number of history events (25000).");
        }
        append(type, detailsName, details);
    }

    synchronized void end(String type, String detailsName, ObjectNode details) {
        append(type, detailsName, details);
        ended = true;
    }

    private void append(String type, String detailsName, ObjectNode details) {
        events.add(new Event(events.size() + 1L, clock.instant(), type, detailsName, details));
    }
}
