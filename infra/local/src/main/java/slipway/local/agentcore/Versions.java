package slipway.local.agentcore;

import java.time.Instant;

/** Which versions are there for how long. */
final class Versions {
    private final Store store;
    private final AgentCoreBehaviour behaviour;

    Versions(Store store, AgentCoreBehaviour behaviour) {
        this.store = store;
        this.behaviour = behaviour;
    }

    /** Changes what endpoints point to; what nobody points to any more may be deleted some time later. */
    void change(RuntimeState runtime, Runnable pointers) {
        use(runtime);
        pointers.run();
        use(runtime);
        if (behaviour.isWorse(OpenQuestion.OLD_VERSIONS)) {
            store.after(behaviour.unusedKept(), () -> deleteUnused(runtime));
        }
    }

    private void use(RuntimeState runtime) {
        runtime.versions().values().stream().filter(runtime::uses).forEach(version -> version.used(store.now()));
    }

    private void deleteUnused(RuntimeState runtime) {
        Instant before = store.now().minus(behaviour.unusedKept());
        runtime.versions()
                .values()
                .removeIf(version -> !runtime.uses(version) && !version.usedAt().isAfter(before));
    }
}
