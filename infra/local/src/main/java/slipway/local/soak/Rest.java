package slipway.local.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until nothing has been under way for a while. */
record Rest(Hands hands, Town town, Lookout lookout) {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Looks in a row that see nothing: an event that is tried again comes within that time. */
    private static final int QUIET = 8;

    boolean within(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        int quiet = 0;
        while (quiet < QUIET && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
            lookout.look();
            town.approve();
            quiet = isQuiet() ? quiet + 1 : 0;
        }
        return quiet == QUIET;
    }

    private boolean isQuiet() {
        return hands.waiting() == 0
                && hands.running("rollout").isEmpty()
                && hands.running("resource").isEmpty();
    }
}
