package slipway.customresource;

/**
 * One type of custom resource. Each method may be called again with the same work, after a crash or because it asked to
 * look again, and goes on from what is true then. What it throws is tried again, and answered as failed in the end.
 *
 * @param <P> its properties, typed
 */
public interface CustomResource<P> {

    /** The type in templates, {@code Custom::AgentRuntime}. */
    String type();

    /** Reads the properties; every problem is reported at once. */
    P read(Properties properties);

    Step create(Work<P> work);

    /** Brings what is there from the properties before to those wanted. Another id than the present one is a replacement. */
    Step update(Work<P> work);

    /** Deletes what the id names, if it was made here and is still there. */
    Step delete(Deletion deletion);
}
