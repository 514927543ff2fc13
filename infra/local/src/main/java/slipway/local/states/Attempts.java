package slipway.local.states;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Counts the attempts of one visit to a state; every retrier has a count of its own. */
final class Attempts {
    private final List<State.Retrier> retriers;
    private final DoubleSupplier random;
    private final IdentityHashMap<State.Retrier, Integer> used = new IdentityHashMap<>();

    /** @param random from 0 to 1, for the jitter */
    Attempts(List<State.Retrier> retriers, DoubleSupplier random) {
        this.retriers = retriers;
        this.random = random;
    }

    /** How long to wait before the next attempt; empty when the first retrier that takes this error has none left. */
    Optional<Duration> pauseAfter(StatesError error) {
        for (State.Retrier retrier : retriers) {
            if (ErrorMatch.matches(retrier.errors(), error)) {
                return pause(retrier);
            }
        }
        return Optional.empty();
    }

    int total() {
        return used.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Optional<Duration> pause(State.Retrier retrier) {
        int before = used.getOrDefault(retrier, 0);
        if (before >= retrier.maxAttempts()) {
            return Optional.empty();
        }
        used.put(retrier, before + 1);
        double seconds = Math.min(
                retrier.intervalSeconds() * Math.pow(retrier.backoffRate(), before), retrier.maxDelaySeconds());
        double drawn = retrier.jitter() ? seconds * random.getAsDouble() : seconds;
        return Optional.of(Duration.ofMillis(Math.round(drawn * 1000)));
    }
}
