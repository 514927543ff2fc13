package slipway.local.assembly;

/** A stack could not be deployed; the message says which resource and why. */
public final class DeploymentFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeploymentFailed(String message, RuntimeException cause) {
        super(message, cause);
    }
}
