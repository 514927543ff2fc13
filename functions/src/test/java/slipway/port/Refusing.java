package slipway.port;

import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

/** Refuses the calls of one method, as {@code Parameters.put}, before their effect: for good, or a number of times. */
public final class Refusing extends Ports {
    private final String name;
    private final String action;
    private final Kind kind;
    private int times;

    /** @param action what AWS calls it, as {@code ssm:PutParameter} */
    public Refusing(String name, String action, Kind kind, int times) {
        this.name = name;
        this.action = action;
        this.kind = kind;
        this.times = times;
    }

    public Refusing(String name, String action, Kind kind) {
        this(name, action, kind, Integer.MAX_VALUE);
    }

    @Override
    protected Object call(String called, Effect effect) throws Throwable {
        if (called.equals(name) && times > 0) {
            times--;
            throw new AwsFailure(kind, action, "", "", "not now", null);
        }
        return effect.happen();
    }
}
