package slipway.customresource;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests of one process. */
public final class InMemoryRequests implements Requests {
    private final Map<String, KeptRequest> kept = new TreeMap<>();

    @Override
    public synchronized Optional<KeptRequest> find(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    @Override
    public synchronized KeptRequest keep(KeptRequest fresh) {
        return kept.computeIfAbsent(fresh.key(), key -> fresh.withRevision(1));
    }

    @Override
    public synchronized KeptRequest save(KeptRequest request) {
        KeptRequest now = kept.get(request.key());
        if (now == null || now.revision() != request.revision()) {
            throw new RequestConflict(request.key());
        }
        KeptRequest next = request.withRevision(request.revision() + 1);
        kept.put(next.key(), next);
        return next;
    }

    /** Everything that stands here, as the store has it. */
    public synchronized String text() {
        return kept.values().stream()
                .map(request -> "%s %s %s".formatted(request, request.sealed(), request.progress()))
                .toList()
                .toString();
    }
}
