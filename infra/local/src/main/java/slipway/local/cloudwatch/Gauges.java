package slipway.local.cloudwatch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import slipway.local.time.ScaledClock;

/** Metrics that are sampled whether they change or not: a queue's depth for example. */
public final class Gauges {
    // AWS samples each minute, aligned. Here samples drift, and no minute may be left without one.
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Metrics metrics;
    private final Map<Series, DoubleSupplier> values = new ConcurrentHashMap<>();

    public Gauges(Metrics metrics, ScaledClock clock) {
        this.metrics = metrics;
        new Ticker(clock, EVERY, this::sample).start();
    }

    /** Sets the value: a sample now, and more until it is set again. */
    public void set(Series series, double value) {
        set(series, () -> value);
    }

    /** Sets a value that changes by itself, such as an age: it is asked for with each sample. */
    public void set(Series series, DoubleSupplier value) {
        values.put(series, value);
        metrics.put(series, value.getAsDouble());
    }

    private void sample() {
        values.forEach((series, value) -> metrics.put(series, value.getAsDouble()));
    }
}
