package slipway.port;

import java.util.SortedSet;
import java.util.TreeSet;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

/** Fails one call as AWS does, before its effect or after it, or that call and all that follow. */
public final class Failing extends Ports {
    private final int number;
    private final boolean after;
    private final boolean lasting;
    private final Kind kind;
    private final SortedSet<String> kinds = new TreeSet<>();
    private int calls;
    private boolean over;
    private String name = "nowhere";

    /**
     * @param number of the call that fails, from 1; 0 for none
     * @param after whether it has its effect all the same
     * @param lasting whether every later call fails, too
     */
    public Failing(int number, boolean after, boolean lasting, Kind kind) {
        this.number = number;
        this.after = after;
        this.lasting = lasting;
        this.kind = kind;
    }

    @Override
    protected Object call(String called, Effect effect) throws Throwable {
        calls++;
        kinds.add(called);
        boolean fails = !over && number > 0 && (calls == number || (lasting && calls > number));
        if (!fails) {
            return effect.happen();
        }
        name = calls == number ? called : name;
        if (after) {
            effect.happen();
        }
        throw new AwsFailure(kind, called, "", "", called + " failed: " + kind, null);
    }

    /** From now on all goes well. */
    public void end() {
        over = true;
    }

    public int calls() {
        return calls;
    }

    /** Which ports' methods were called so far. */
    public SortedSet<String> kinds() {
        return kinds;
    }

    @Override
    public String toString() {
        return "%s %s call %d, %s%s"
                .formatted(kind, after ? "after" : "before", number, name, lasting ? ", for good" : "");
    }
}
