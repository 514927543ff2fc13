package slipway.local.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One group: the last lines of all its streams together. */
final class LogGroup {
    private static final int KEPT = 2_000;

    private final String name;
    private final Instant created;
    private final Map<String, Instant> streams = new TreeMap<>();
    private final Deque<LogEvent> events = new ArrayDeque<>();
    private @Nullable Integer retentionDays;

    LogGroup(String name, Instant created) {
        this.name = name;
        this.created = created;
    }

    String name() {
        return name;
    }

    Instant created() {
        return created;
    }

    /** False if it is there already. */
    synchronized boolean createStream(String stream, Instant now) {
        return streams.putIfAbsent(stream, now) == null;
    }

    /** With its lines; false if there is none. */
    synchronized boolean deleteStream(String stream) {
        events.removeIf(event -> event.stream().equals(stream));
        return streams.remove(stream) != null;
    }

    /** When each stream was made, by name. */
    synchronized Map<String, Instant> streams() {
        return new TreeMap<>(streams);
    }

    synchronized void add(LogEvent event) {
        streams.putIfAbsent(event.stream(), event.ingested());
        events.addLast(event);
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    private void forget(Instant now) {
        if (retentionDays != null) {
            Instant oldest = now.minus(Duration.ofDays(retentionDays));
            events.removeIf(event -> event.at().isBefore(oldest));
        }
    }

    /** In the order in which they came in, those that are to be kept no longer left out. */
    synchronized List<LogEvent> events(Instant now) {
        forget(now);
        return List.copyOf(events);
    }

    /** For how many days a line is kept; null for ever. */
    synchronized @Nullable Integer retention() {
        return retentionDays;
    }

    synchronized void retention(@Nullable Integer days) {
        retentionDays = days;
    }
}
