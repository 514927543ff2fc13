package slipway.local.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Deployers of small assemblies, for tests of what looks at them. */
public final class StackRuns {
    private StackRuns() {}

    /** A stack {@code acme-shop} in which every resource is a {@code Test::Thing}; not yet deployed. */
    public static Deployer shop(Path folder, String template, ResourceProvider... more) throws IOException {
        CdkOut out = new CdkOut(folder).stack("shop", template);
        List<ResourceProvider> providers = new ArrayList<>(List.of(more));
        providers.add(out.things);
        return new Deployer(
                out.load(),
                CdkOut.PLACE,
                InstantSource.system(),
                providers,
                name -> name,
                (wanted, made, done, total) -> {});
    }
}
