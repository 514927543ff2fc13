package slipway.local.ssm;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.local.edge.Call;
import slipway.local.edge.Occasion;

/** What a reader sees: the newest version or, where the read is stale, what was there before it. */
final class Reads {
    private final ParameterStore store;
    private volatile Predicate<Occasion> stale = _ -> false;

    Reads(ParameterStore store) {
        this.store = store;
    }

    void stale(Predicate<Occasion> reading) {
        stale = reading;
    }

    /** @param selector a version that it names never changes, and so is never stale */
    Optional<Parameter.Version> one(Call call, String action, String selector) {
        return store.get(selector)
                .flatMap(found ->
                        selector.endsWith(":" + found.version()) ? Optional.of(found) : seen(call, action, found));
    }

    List<Parameter.Version> below(Call call, String path, boolean recursive) {
        return store.below(path, recursive).stream()
                .flatMap(newest -> seen(call, "ssm:GetParametersByPath", newest).stream())
                .toList();
    }

    private Optional<Parameter.Version> seen(Call call, String action, Parameter.Version newest) {
        Occasion occasion = Occasion.of(call.caller(), action, store.arn(newest.name()));
        return stale.test(occasion) ? before(newest) : Optional.of(newest);
    }

    private Optional<Parameter.Version> before(Parameter.Version newest) {
        return store.history(newest.name()).stream()
                .filter(version -> version.version() == newest.version() - 1)
                .findFirst();
    }
}
