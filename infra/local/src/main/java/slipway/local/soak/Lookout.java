package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import slipway.local.agentcore.Serving;
import slipway.local.agentcore.Use;
import slipway.local.edge.LoggedCall;

/**
 * What must hold at every moment, and is looked at while things happen: what live points to, who updates a runtime,
 * which image is the newest, which runtimes there are, what versions say.
 */
final class Lookout {
    private static final Set<String> MOVES =
            Set.of("bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:UpdateAgentRuntimeEndpoint");

    private final Hands hands;
    private final Fleet fleet;
    private final Releases releases;
    private final Violations violations;
    private final Proofs proofs;
    private final Updates updates;
    private final Locks locks;
    private final Documents documents;
    /** The number of the newest release that each target has ever had. */
    private final Map<String, Integer> newest = new ConcurrentHashMap<>();

    Lookout(Hands hands, Fleet fleet, Releases releases, Violations violations) {
        this.hands = hands;
        this.fleet = fleet;
        this.releases = releases;
        this.violations = violations;
        this.proofs = new Proofs(releases::of);
        this.updates = new Updates(violations);
        this.locks = new Locks(id -> hands.item("ROLLOUT#" + id), violations);
        this.documents = new Documents(hands, fleet, violations);
        hands.cloud().onUse(this::used);
        var _ = hands.cloud().calls().subscribe(this::called);
    }

    /** Whether the caller is the function of this name. */
    static boolean isBy(String caller, String function) {
        return caller.contains(":assumed-role/%s-%s/".formatted(Hands.CONTROL_PLANE, function));
    }

    private void used(Use use) {
        switch (use) {
            case Use.Invoked invoked -> proofs.take(invoked);
            case Use.Updated updated -> {
                updates.take(updated);
                documents.take(updated);
            }
        }
    }

    /** A move is seen as it begins: nothing that follows can hide it. */
    private void called(LoggedCall call) {
        if (MOVES.stream().anyMatch(call::did)) {
            live();
        }
    }

    /** Looks at what no call tells. */
    void look() {
        live();
        runtimes();
        newest();
        hands.items(fleet.ids().values().stream().map(id -> "RUNTIME#" + id).toList())
                .forEach(locks::take);
        documents.look();
    }

    private void live() {
        for (Serving serving : hands.cloud().serving()) {
            fleet.live(serving.runtimeId(), serving.endpoint()).ifPresent(member -> live(member, serving));
        }
    }

    private void live(Member member, Serving serving) {
        violations.check(
                proofs.has(serving.runtimeId(), serving.wanted()),
                member.target(),
                "live points to a version that has passed a smoke test",
                "%s/%s points to version %d, which has not"
                        .formatted(member.runtime(), serving.endpoint(), serving.wanted()));
    }

    private void runtimes() {
        Set<String> there =
                hands.cloud().serving().stream().map(Serving::runtimeId).collect(Collectors.toSet());
        fleet.ids()
                .forEach((name, id) -> violations.check(
                        there.contains(id), name, "no runtime is deleted but by its stack", "it is gone"));
    }

    private void newest() {
        for (ObjectNode state : hands.targets()) {
            releases.of(state.at("/following/newest/image").asText())
                    .ifPresent(build -> newest(state.path("name").asText(), build.tag()));
        }
    }

    private void newest(String target, Build.Tag tag) {
        int ever = newest.merge(target, tag.number(), Math::max);
        violations.check(
                ever == tag.number(),
                target,
                "the newest image never goes back to an older one",
                "%s after %s".formatted(tag, new Build.Tag(ever)));
    }

    /** The versions that rollouts had made. */
    List<Updates.Made> made() {
        return updates.made();
    }
}
