package slipway.local.assembly;

/** Hears how a deployment goes on. */
@FunctionalInterface
public interface Progress {

    /**
     * A resource is there.
     *
     * @param done how many are, of {@code total}
     */
    void made(ResourceProvider.Wanted wanted, ResourceProvider.Made made, int done, int total);
}
