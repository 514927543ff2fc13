package slipway.customresource;

/** A request that nobody can be answered to. Its message has no value of it: any may be secret. */
public final class BadRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadRequest(String member, String what, String remedy) {
        super("request: %s %s; %s".formatted(member, what, remedy));
    }

    /** The message says all there is to put right, and where in the code that was noticed is no part of it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
