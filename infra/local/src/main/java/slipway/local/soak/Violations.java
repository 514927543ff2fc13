package slipway.local.soak;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What was violated, each once: a look that comes again sees it again. */
final class Violations {
    private final InstantSource clock;
    private final Consumer<Violation> told;
    private final Set<String> known = new HashSet<>();
    private final List<Violation> all = new ArrayList<>();

    /** @param told is told each at once */
    Violations(InstantSource clock, Consumer<Violation> told) {
        this.clock = clock;
        this.told = told;
    }

    synchronized void add(String about, String expected, String seen) {
        if (known.add(about + "\n" + expected + "\n" + seen)) {
            Violation violation = new Violation(clock.instant(), about, expected, seen);
            all.add(violation);
            told.accept(violation);
        }
    }

    void check(boolean holds, String about, String expected, String seen) {
        if (!holds) {
            add(about, expected, seen);
        }
    }

    synchronized List<Violation> all() {
        return List.copyOf(all);
    }
}
