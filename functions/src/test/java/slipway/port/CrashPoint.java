package slipway.port;

import java.util.SortedSet;
import java.util.TreeSet;

/** Dies once, right before or right after one call, as a process does: nothing in it can catch that and go on. */
public final class CrashPoint extends Ports {
    private final int number;
    private final boolean after;
    private final SortedSet<String> kinds = new TreeSet<>();
    private int calls;
    private String name = "nowhere";

    private CrashPoint(int number, boolean after) {
        this.number = number;
        this.after = after;
    }

    /** Before the call of this number, from 1. */
    public static CrashPoint before(int number) {
        return new CrashPoint(number, false);
    }

    /** After the call of this number, before anybody knows of its answer. */
    public static CrashPoint after(int number) {
        return new CrashPoint(number, true);
    }

    /** Only counts the calls. */
    public static CrashPoint never() {
        return new CrashPoint(0, false);
    }

    /** The end of a process. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected Object call(String called, Effect effect) throws Throwable {
        calls++;
        kinds.add(called);
        if (calls != number) {
            return effect.happen();
        }
        name = called;
        if (after) {
            effect.happen();
        }
        throw new Death();
    }

    public int calls() {
        return calls;
    }

    /** Which ports' methods were called so far, as {@code Images.keep}. */
    public SortedSet<String> kinds() {
        return kinds;
    }

    @Override
    public String toString() {
        return "%s call %d, %s".formatted(after ? "after" : "before", number, name);
    }
}
