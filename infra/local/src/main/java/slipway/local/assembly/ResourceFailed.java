package slipway.local.assembly;

import slipway.local.assembly.ResourceProvider.Wanted;

/** What was done to one resource did not work out. */
final class ResourceFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String summary;

    /** @param verb what was to be done, for example {@code create} */
    ResourceFailed(Wanted wanted, String verb, RuntimeException cause) {
        super("%s (%s): %s".formatted(wanted.logicalId(), wanted.type(), cause.getMessage()), cause);
        this.summary = "The following resource(s) failed to %s: [%s]. ".formatted(verb, wanted.logicalId());
    }

    /** What the stack says of a failure: its resources' events say more. */
    static String summary(RuntimeException e) {
        return e instanceof ResourceFailed failed ? failed.summary : String.valueOf(e.getMessage());
    }
}
