package slipway.history;

import slipway.port.CrashPoint;

/** Something that a process does, and that may fail as processes do. */
final class Attempt {
    private Attempt() {}

    /** What came of it, in words. */
    static String of(Runnable what) {
        try {
            what.run();
            return "done";
        } catch (RuntimeException | CrashPoint.Death failure) {
            return "fails: " + failure;
        }
    }
}
