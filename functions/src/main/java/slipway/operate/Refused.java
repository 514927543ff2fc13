package slipway.operate;

/** A request that is not carried out; the caller is told why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        super(refusal.code() + ": " + refusal.message());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    /** The message says all there is to say, and where in the code that was noticed is no part of it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
