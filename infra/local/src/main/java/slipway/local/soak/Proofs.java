package slipway.local.soak;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import slipway.local.agentcore.Use;

/** Which versions a smoke test asked, and got a good answer from. */
final class Proofs {
    private record Version(String runtimeId, int number) {}

    private final Function<String, Optional<Build>> builds;
    private final Set<Version> good = ConcurrentHashMap.newKeySet();

    /** @param builds finds what a digest stands for */
    Proofs(Function<String, Optional<Build>> builds) {
        this.builds = builds;
    }

    void take(Use.Invoked invoked) {
        boolean passes = builds.apply(invoked.digest())
                .filter(build -> build.kind().canPass())
                .isPresent();
        if (passes && Lookout.isBy(invoked.caller(), "smoke-test")) {
            good.add(new Version(invoked.runtimeId(), invoked.version()));
        }
    }

    boolean has(String runtimeId, int version) {
        return good.contains(new Version(runtimeId, version));
    }
}
