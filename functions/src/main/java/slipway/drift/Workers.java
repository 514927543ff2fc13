package slipway.drift;

import java.util.List;

/** Runs all of these, and returns when each is done. */
@FunctionalInterface
public interface Workers {
    void run(List<Runnable> all);
}
