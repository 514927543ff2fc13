package slipway.cli.failure;

/** How the command ends, for the scripts that call it. */
public enum Exit {
    DONE(0, "It is done, or there was nothing to do."),
    NOT_AS_THINGS_STAND(
            1, "As things stand it cannot be done, nothing has that name, or drift or a problem was found."),
    WRONG_USAGE(2, "The command was not understood, or what it was given is wrong."),
    NOT_ALLOWED(3, "There are no credentials, or they do not allow it."),
    FAILED(4, "The control plane could not be reached, or answered something unexpected."),
    OTHER_OUTCOME(5, "With --wait, and of drift and rebuild: it ended otherwise than wanted, or not in time.");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The exit code of the process. */
    public int code() {
        return code;
    }

    /** A sentence for the help. */
    public String meaning() {
        return meaning;
    }
}
