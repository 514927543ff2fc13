package slipway.local.soak;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import slipway.local.agentcore.Use;

/** Who asked for versions: nobody does while another rollout's is being made, whatever AgentCore says to it. */
final class Updates {
    private static final String CONFLICT = "ConflictException";
    private static final int SHOWN = 8;

    private record Update(String token, String version) {}

    /** A version that a rollout had made. */
    record Made(String runtimeId, String version) {}

    private final Violations violations;
    private final Map<String, Update> last = new ConcurrentHashMap<>();
    private final List<Made> made = new CopyOnWriteArrayList<>();

    Updates(Violations violations) {
        this.violations = violations;
    }

    void take(Use.Updated update) {
        if (!Lookout.isBy(update.caller(), "rollout")) {
            // A rollout cannot know of it before AgentCore says so.
            last.remove(update.runtimeId());
            return;
        }
        Update before = last.get(update.runtimeId());
        boolean another = before != null && !before.token().equals(update.token());
        violations.check(
                !another || !update.refusal().equals(CONFLICT),
                update.runtimeId(),
                "one rollout at a time updates a runtime",
                before == null
                        ? ""
                        : "%s asks while version %s of %s is being made"
                                .formatted(shown(update.token()), before.version(), shown(before.token())));
        update.made().ifPresent(version -> {
            last.put(update.runtimeId(), new Update(update.token(), version));
            made.add(new Made(update.runtimeId(), version));
        });
    }

    /** Tokens say nothing to anybody, but tell rollouts apart. */
    private static String shown(String token) {
        return token.substring(0, Math.min(SHOWN, token.length()));
    }

    List<Made> made() {
        return List.copyOf(made);
    }
}
