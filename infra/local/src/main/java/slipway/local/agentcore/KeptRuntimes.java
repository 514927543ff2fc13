package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import slipway.local.state.Kept;

/** The runtimes with their versions and endpoints. Sessions are not kept: the next call begins a new one. */
final class KeptRuntimes implements Kept {
    private final Store store;
    private final Artifacts artifacts;

    KeptRuntimes(Store store, Artifacts artifacts) {
        this.store = store;
        this.artifacts = artifacts;
    }

    @Override
    public String name() {
        return "runtimes";
    }

    @Override
    public JsonNode contents() {
        return store.locked(() -> JSON.valueToTree(store.runtimes().values().stream()
                .filter(runtime -> runtime.status() != Status.DELETING)
                .map(RuntimeState::contents)
                .toList()));
    }

    @Override
    public void restore(JsonNode contents) {
        for (JsonNode one : contents) {
            RuntimeState.Contents kept = JSON.convertValue(one, RuntimeState.Contents.class);
            store.restore(RuntimeState.restored(kept, artifacts));
        }
    }
}
