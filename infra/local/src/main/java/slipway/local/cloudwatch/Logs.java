package slipway.local.cloudwatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The last lines of each log group, and the metrics that lines carry. */
public final class Logs {
    private static final int KEPT = 2_000;

    private final Metrics metrics;
    private final Map<String, Deque<String>> groups = new ConcurrentHashMap<>();

    public Logs(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Takes a line that a function or a service wrote.
     *
     * <p>Metrics in it are stamped with the time of arrival, not with their own: the process that wrote them has a
     * clock that is not scaled.
     */
    public void append(String group, String line) {
        Deque<String> lines = create(group);
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > KEPT) {
                lines.removeFirst();
            }
        }
        EmbeddedMetrics.read(line).forEach(point -> metrics.put(point.series(), point.value()));
    }

    /** The last lines of a group, the oldest first. */
    public List<String> lines(String group) {
        Deque<String> lines = groups.getOrDefault(group, new ArrayDeque<>());
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The groups that were made or written to. */
    public Set<String> groups() {
        return Set.copyOf(groups.keySet());
    }

    Deque<String> create(String group) {
        return groups.computeIfAbsent(group, _ -> new ArrayDeque<>());
    }
}
