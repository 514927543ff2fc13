package slipway.local.cloudwatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The metrics, the last values of each. */
public final class Metrics {
    private static final int KEPT = 5_000;

    private final InstantSource clock;
    private final Map<Series, Deque<Datum>> data = new ConcurrentHashMap<>();
    private final List<Consumer<Series>> listeners = new CopyOnWriteArrayList<>();

    /** @param clock stamps what comes without a time of its own */
    public Metrics(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a value of now. */
    public void put(Series series, double value) {
        put(series, new Datum(clock.instant(), value));
    }

    public void put(Series series, Datum datum) {
        Deque<Datum> values = data.computeIfAbsent(series, _ -> new ArrayDeque<>());
        synchronized (values) {
            values.addLast(datum);
            if (values.size() > KEPT) {
                values.removeFirst();
            }
        }
        listeners.forEach(listener -> listener.accept(series));
    }

    /** The values from one time until before another. */
    public List<Datum> between(Series series, Instant from, Instant until) {
        Deque<Datum> values = data.get(series);
        if (values == null) {
            return List.of();
        }
        synchronized (values) {
            return values.stream()
                    .filter(datum -> !datum.at().isBefore(from) && datum.at().isBefore(until))
                    .toList();
        }
    }

    /** Every metric that has had a value. */
    public Set<Series> known() {
        return Set.copyOf(data.keySet());
    }

    /** Called after each new value. */
    void onArrival(Consumer<Series> listener) {
        listeners.add(listener);
    }
}
