package slipway.seal;

class InMemorySealTest extends SealContract {
    private final Seal seal = new InMemorySeal();

    @Override
    protected Seal seal() {
        return seal;
    }
}
