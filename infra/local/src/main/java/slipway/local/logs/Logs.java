package slipway.local.logs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import slipway.local.cloudwatch.EmbeddedMetrics;
import slipway.local.cloudwatch.Metrics;

/** The last lines of each log group, and the metrics that lines carry. */
public final class Logs {
    private static final int LONGEST = 256 * 1024;

    private final Metrics metrics;
    private final InstantSource clock;
    private final Map<String, LogGroup> groups = new ConcurrentSkipListMap<>();
    private final AtomicLong lines = new AtomicLong();

    /** @param clock stamps lines that come without a time of their own */
    public Logs(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes a line that a function or a service wrote, into a stream of the day and the writer.
     *
     * <p>Metrics in it are stamped with the time of arrival, not with their own: the process that wrote them has a
     * clock that is not scaled.
     */
    public void append(String group, String writer, String line) {
        Instant now = clock.instant();
        String day = now.atOffset(ZoneOffset.UTC).toLocalDate().toString().replace('-', '/');
        append(create(group), day + "/" + writer, now, line);
    }

    void append(LogGroup group, String stream, Instant at, String line) {
        String kept = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        group.add(new LogEvent(lines.incrementAndGet(), stream, at, clock.instant(), kept));
        EmbeddedMetrics.read(line).forEach(point -> metrics.put(point.series(), point.value()));
    }

    /** The last lines of a group, the oldest first. */
    public List<String> lines(String group) {
        return find(group).stream()
                .flatMap(found -> found.events(now()).stream())
                .map(LogEvent::message)
                .toList();
    }

    /** The groups that were made or written to. */
    public Set<String> groups() {
        return Set.copyOf(groups.keySet());
    }

    LogGroup create(String group) {
        return groups.computeIfAbsent(group, name -> new LogGroup(name, now()));
    }

    Optional<LogGroup> find(String group) {
        return Optional.ofNullable(groups.get(group));
    }

    List<LogGroup> all() {
        return List.copyOf(groups.values());
    }

    void delete(String group) {
        groups.remove(group);
    }

    Instant now() {
        return clock.instant();
    }
}
