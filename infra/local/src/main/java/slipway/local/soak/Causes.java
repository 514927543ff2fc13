package slipway.local.soak;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.edge.Fault;
import slipway.local.edge.Faults;

/** What was injected, and when: how often anything was changed, and what may have come of it. */
final class Causes {
    /** @param at scaled time, when it struck */
    private record Cause(Instant at, String who, String resource) {
        boolean concerns(String function) {
            return who.contains(function) || resource.contains(function);
        }
    }

    private final InstantSource clock;
    private final List<Cause> all = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();

    Causes(InstantSource clock, Faults faults) {
        this.clock = clock;
        faults.onStrike(this::struck);
    }

    private synchronized void struck(Faults.Strike strike) {
        Fault fault = strike.rule().fault();
        kinds.merge(fault.getClass().getSimpleName(), 1, Integer::sum);
        all.add(new Cause(
                clock.instant(), strike.occasion().who(), strike.occasion().resource()));
    }

    /** A process of this caller was killed between its calls, which changes none of them. */
    synchronized void killed(String caller) {
        all.add(new Cause(clock.instant(), caller, ""));
    }

    /** How often a call or an event was changed, by the kind of fault. */
    synchronized Map<String, Integer> struck() {
        return new TreeMap<>(kinds);
    }

    synchronized int total() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often something was injected since then that concerns whatever has this in its name. */
    synchronized long since(Instant from, String function) {
        return all.stream()
                .filter(cause -> !cause.at().isBefore(from) && cause.concerns(function))
                .count();
    }
}
