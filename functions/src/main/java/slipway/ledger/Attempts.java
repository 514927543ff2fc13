package slipway.ledger;

import java.util.function.Supplier;

/** Reads, decides and writes again when somebody else wrote in between. */
public final class Attempts {
    private static final int MOST = 25;

    public <T> T get(Supplier<T> readDecideWrite) {
        for (int attempt = 1; ; attempt++) {
            try {
                return readDecideWrite.get();
            } catch (LedgerConflict e) {
                if (attempt == MOST) {
                    throw e;
                }
            }
        }
    }

    public void run(Runnable readDecideWrite) {
        get(() -> {
            readDecideWrite.run();
            return true;
        });
    }
}
