package slipway.local.assembly;

import java.io.IOException;
import java.nio.file.Path;

/** Deployers of small assemblies, for tests of what looks at them. */
public final class StackRuns {
    private StackRuns() {}

    /** A stack {@code acme-shop} in which every resource is a {@code Test::Thing}; not yet deployed. */
    public static Deployer shop(Path folder, String template) throws IOException {
        return new CdkOut(folder).stack("shop", template).deployer();
    }
}
