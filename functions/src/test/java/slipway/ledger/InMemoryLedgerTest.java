package slipway.ledger;

class InMemoryLedgerTest extends LedgerContract {
    private final InMemoryLedger fake = new InMemoryLedger();

    @Override
    protected Ledger ledger() {
        return fake;
    }
}
