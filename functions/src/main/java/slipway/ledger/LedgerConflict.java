package slipway.ledger;

/** Somebody else wrote the item since it was read. Read again and decide again. */
public final class LedgerConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerConflict(String item) {
        super("Somebody else has written " + item + " in between");
    }
}
