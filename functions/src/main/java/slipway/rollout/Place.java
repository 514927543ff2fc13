package slipway.rollout;

import slipway.agentruntime.RuntimeTags;

/**
 * Where this control plane stands.
 *
 * @param region the Region whose runtimes it updates
 */
public record Place(String region, String prefix, String environment) {
    /** The tag by which a runtime or an endpoint says which control plane may touch it. */
    public static final String TAG = RuntimeTags.CONTROL_PLANE;

    /** The value of that tag. */
    public String controlPlane() {
        return prefix + "/" + environment;
    }
}
