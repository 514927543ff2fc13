package slipway.agentruntime;

/** The tags that Slipway puts on runtimes and endpoints, and goes by. */
public final class RuntimeTags {
    /** Which control plane may touch it, as {@code prefix/environment}. */
    public static final String CONTROL_PLANE = "slipway:control-plane";

    /** Which resource of which stack made it, and so may delete it. */
    public static final String MADE_BY = "slipway:made-by";

    /** The id of the runtime in whose place it was made. */
    public static final String REPLACES = "slipway:replaces";

    private RuntimeTags() {}
}
