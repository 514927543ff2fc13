package slipway.customresource;

/**
 * One type of custom resource. Each method may be called again with the same work, after a crash or because it asked to
 * look again, and goes on from what is true then: what it makes, it makes under a name or a token that follows from
 * {@link Subject#key()}. What it throws is tried again for some minutes, then answered as failed; what it throws or asks
 * for at the deadline is answered as failed at once.
 *
 * @param <P> its properties, typed
 */
public interface CustomResource<P> {

    /** The type in templates, {@code Custom::AgentRuntime}. */
    String type();

    /**
     * Reads the properties; every problem is reported at once. What it throws because of a problem that was noted is
     * none besides.
     */
    P read(Properties properties);

    Step create(Work<P> work);

    /** Brings what is there from the properties before to those wanted. Another id than the present one is a replacement. */
    Step update(Work<P> work);

    /** Deletes what the id names, if it was made here and is still there. What is gone is done. */
    Step delete(Deletion deletion);
}
