package slipway.local.agentcore.process;

/** An image's program does not serve; the agent's log says why. */
public final class StartFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** How it shows from outside. */
    public enum How {
        /** It could not be started, or ended before it was healthy. */
        DIED,
        /** It runs, and did not become healthy in time. */
        TOO_SLOW
    }

    private final How how;

    StartFailed(How how, String why) {
        super(why);
        this.how = how;
    }

    static StartFailed died(String why) {
        return new StartFailed(How.DIED, why);
    }

    public How how() {
        return how;
    }
}
