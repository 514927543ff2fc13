package slipway.local.assembly;

import slipway.local.assembly.ResourceProvider.Made;

/** A resource could not be made or changed, and something may be there nevertheless: CloudFormation deletes it. */
public final class HalfMade extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Made made;

    /** @param made what may be there, by the id under which it is to be deleted */
    public HalfMade(String message, Made made) {
        super(message);
        this.made = made;
    }

    public Made made() {
        return made;
    }
}
