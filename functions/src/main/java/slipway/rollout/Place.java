package slipway.rollout;

/**
 * Where this control plane stands.
 *
 * @param region the Region whose runtimes it updates
 * @param controlPlane the value of the opt-in tag, {@code prefix/environment}
 */
public record Place(String region, String controlPlane) {
    /** The tag by which a runtime or an endpoint says which control plane may touch it. */
    public static final String TAG = "slipway:control-plane";
}
