package slipway.local.assembly;

/** What becomes of a stack that could not be made, or updated. */
public enum OnFailure {
    /** It stays as it is, for another try. */
    DO_NOTHING,
    /** It goes back to what it was. */
    ROLLBACK,
    /** A new one goes away again; one that is updated goes back. */
    DELETE
}
