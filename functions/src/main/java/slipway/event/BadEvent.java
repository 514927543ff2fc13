package slipway.event;

/** An event that cannot be handled, however often it comes: it belongs into a dead-letter queue. */
public final class BadEvent extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    public BadEvent(String member, String value, String remedy) {
        super("event: %s is %s; %s"
                .formatted(member, value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value, remedy));
    }
}
