package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Who may update a runtime: its lock is taken from no rollout that still needs it. */
final class Locks {
    private final Function<String, Optional<? extends JsonNode>> rollouts;
    private final Violations violations;
    private final Map<String, String> owners = new HashMap<>();

    /** @param rollouts finds the record of a rollout by its id */
    Locks(Function<String, Optional<? extends JsonNode>> rollouts, Violations violations) {
        this.rollouts = rollouts;
        this.violations = violations;
    }

    /** Takes the ledger's item of a runtime, as it was just now. */
    void take(JsonNode runtime) {
        String id = runtime.path("id").asText();
        String owner = runtime.at("/lock/owner").asText();
        Optional<String> before = Optional.ofNullable(owners.put(id, owner));
        before.filter(last -> !last.isEmpty() && !owner.isEmpty() && !last.equals(owner))
                .filter(last -> rollouts.apply(last).filter(Locks::needsIt).isPresent())
                .ifPresent(last -> violations.add(
                        id,
                        "one rollout at a time may update a runtime",
                        "%s has the lock that %s had and needs".formatted(owner, last)));
    }

    /** Until its version is there and was read; one that was stuck meanwhile had let it go. */
    private static boolean needsIt(JsonNode rollout) {
        return !rollout.path("ending").isObject()
                && !rollout.at("/progress/candidate/verified").asBoolean()
                && !rollout.path("timeline").toString().contains("asked to go on");
    }
}
