package slipway.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;

/** CloudWatch in memory: one-minute periods, and alarms as they are set. */
public final class InMemoryMonitor implements Monitor {
    private record Minute(String runtimeArn, String name, Instant at, Traffic traffic) {}

    private final List<Minute> minutes = new ArrayList<>();
    private final Map<AlarmName, AlarmState> alarms = new LinkedHashMap<>();

    /** What an endpoint was asked in the minute that holds the instant. */
    public void asked(String runtimeArn, RuntimeName runtime, EndpointName endpoint, Instant at, Traffic traffic) {
        Instant minute = Instant.ofEpochSecond(at.getEpochSecond() / 60 * 60);
        minutes.add(new Minute(runtimeArn, runtime + "::" + endpoint, minute, traffic));
    }

    public void set(AlarmName alarm, AlarmState state) {
        alarms.put(alarm, state);
    }

    public void remove(AlarmName alarm) {
        alarms.remove(alarm);
    }

    @Override
    public Map<AlarmName, AlarmState> alarms(Set<AlarmName> names) {
        Map<AlarmName, AlarmState> found = new LinkedHashMap<>(alarms);
        found.keySet().retainAll(names);
        return found;
    }

    @Override
    public Traffic traffic(String runtimeArn, RuntimeName runtime, EndpointName endpoint, Instant from, Instant to) {
        if (from.getEpochSecond() % 60 != 0 || to.getEpochSecond() % 60 != 0) {
            throw new IllegalArgumentException("periods are whole minutes: " + Duration.between(from, to));
        }
        return minutes.stream()
                .filter(m -> m.runtimeArn().equals(runtimeArn) && m.name().equals(runtime + "::" + endpoint))
                .filter(m -> !m.at().isBefore(from) && m.at().isBefore(to))
                .map(Minute::traffic)
                .reduce(Traffic.none(), InMemoryMonitor::sum);
    }

    private static Traffic sum(Traffic a, Traffic b) {
        return new Traffic(
                a.invocations() + b.invocations(),
                a.errors() + b.errors(),
                a.throttles() + b.throttles(),
                a.newSessions() + b.newSessions(),
                a.latencyMillis() + b.latencyMillis(),
                a.answers() + b.answers());
    }
}
