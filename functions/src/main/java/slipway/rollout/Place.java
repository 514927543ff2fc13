package slipway.rollout;

/**
 * Where this control plane stands.
 *
 * @param region the Region whose runtimes it updates
 */
public record Place(String region, String prefix, String environment) {
    /** The tag by which a runtime or an endpoint says which control plane may touch it. */
    public static final String TAG = "slipway:control-plane";

    /** The value of that tag. */
    public String controlPlane() {
        return prefix + "/" + environment;
    }
}
