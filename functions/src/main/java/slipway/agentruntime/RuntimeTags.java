package slipway.agentruntime;

/** The tags that Slipway puts on runtimes and endpoints, and goes by. */
public final class RuntimeTags {
    /** Which control plane may touch it, as {@code prefix/environment}. */
    public static final String CONTROL_PLANE = "slipway:control-plane";

    /** Which resource of which stack made it, and so may delete it. */
    public static final String MADE_BY = "slipway:made-by";

    /** The id of the runtime in whose place it was made. */
    public static final String REPLACES = "slipway:replaces";

    /** Its owner's word on which targets may act on it, with a space between; without it, all of its control plane. */
    public static final String TARGETS = "slipway:targets";

    private RuntimeTags() {}

    /** Whether the name is Slipway's to give, and no owner's. */
    public static boolean isReserved(String key) {
        return (key.startsWith("slipway:") && !key.equals(TARGETS)) || key.startsWith("aws:");
    }
}
