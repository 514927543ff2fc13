package slipway.customresource;

/** Somebody else wrote the request since it was read. Read again and decide again. */
public final class RequestConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestConflict(String key) {
        super("Somebody else has written the request " + key + " in between");
    }
}
