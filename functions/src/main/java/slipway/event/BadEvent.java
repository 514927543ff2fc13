package slipway.event;

/** An event that cannot be handled, however often it comes: it belongs into a dead-letter queue. */
public final class BadEvent extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    public BadEvent(String member, String value, String remedy) {
        super("event: %s is %s; %s".formatted(member, shown(value), remedy));
    }

    /** The value comes from outside: cut short and free of control characters, or it could forge log lines. */
    private static String shown(String value) {
        String start = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    /** The message says all there is to put right, and where in the code that was noticed is no part of it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
