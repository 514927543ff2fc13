package slipway.local.story;

import java.time.Duration;
import java.util.Optional;

/** How long something is waited for. */
@FunctionalInterface
interface Patience {

    /** Why there is no sense in waiting longer, as the start of a sentence; empty to go on. */
    Optional<String> lost(Duration waited);

    static Patience of(Duration longest) {
        String inVain = "waited %d s in vain".formatted(longest.toSeconds());
        return waited -> Optional.of(inVain).filter(_ -> waited.compareTo(longest) > 0);
    }
}
