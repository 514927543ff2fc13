package slipway.time;

import java.time.Duration;

/** How to wait within one invocation; a test waits without waiting. */
@FunctionalInterface
public interface Pauses {
    /** Returns when the time has passed. */
    void pause(Duration duration);
}
