package slipway.customresource;

/** A key that the store has no request of; the state machine knows this error by its name and does not try again. */
public final class UnknownRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownRequest(String key) {
        super("There is no request " + key);
    }
}
