package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import slipway.local.agentcore.Serving;
import slipway.local.agentcore.Use;
import slipway.local.edge.LoggedCall;

/**
 * What must hold at every moment, and is looked at while things happen: what live points to, who updates a runtime,
 * which image is the newest, which runtimes there are.
 */
final class Lookout {
    private static final Set<String> MOVES =
            Set.of("bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:UpdateAgentRuntimeEndpoint");
    private static final String CONFLICT = "ConflictException";

    private record Version(String runtimeId, int number) {}

    private record Update(String token, String version) {}

    private final Hands hands;
    private final Fleet fleet;
    private final Releases releases;
    private final Violations violations;
    private final Documents documents;
    /** The versions that answered a smoke test. */
    private final Set<Version> answered = ConcurrentHashMap.newKeySet();
    /** What was moved by hand, until somebody moves it again. */
    private final Map<String, Integer> byHand = new ConcurrentHashMap<>();

    private final Map<String, Update> updates = new ConcurrentHashMap<>();
    /** The versions that rollouts made, by the token that they asked with. */
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    private final Map<String, Integer> newest = new ConcurrentHashMap<>();

    /** A version that a rollout had made. */
    record Made(String runtimeId, String version) {}

    Lookout(Hands hands, Fleet fleet, Releases releases, Violations violations) {
        this.hands = hands;
        this.fleet = fleet;
        this.releases = releases;
        this.violations = violations;
        this.documents = new Documents(hands, fleet, violations);
        hands.cloud().onUse(this::used);
        var _ = hands.cloud().calls().subscribe(this::called);
    }

    private void used(Use use) {
        switch (use) {
            case Use.Invoked invoked -> invoked(invoked);
            case Use.Updated updated when isBy(updated.caller(), "rollout") -> updated(updated);
            case Use.Updated updated -> updates.remove(updated.runtimeId());
        }
    }

    static boolean isBy(String caller, String function) {
        return caller.contains(":assumed-role/%s-%s/".formatted(Hands.CONTROL_PLANE, function));
    }

    private void invoked(Use.Invoked invoked) {
        boolean good = releases.of(invoked.digest())
                .filter(build -> build.kind().canPass())
                .isPresent();
        if (good && isBy(invoked.caller(), "smoke-test")) {
            answered.add(new Version(invoked.runtimeId(), invoked.version()));
        }
    }

    /** Nobody asks for a version while another's is being made: who does was not kept out by anybody but AgentCore. */
    private void updated(Use.Updated updated) {
        Update last = updates.get(updated.runtimeId());
        boolean another = last != null && !last.token().equals(updated.token());
        if (another && updated.refusal().equals(CONFLICT)) {
            violations.add(
                    fleet.name(updated.runtimeId()),
                    "one rollout at a time updates a runtime",
                    "an update with the token %s while version %s, with the token %s, was not READY"
                            .formatted(start(updated.token()), last.version(), start(last.token())));
        }
        updated.made().ifPresent(version -> {
            updates.put(updated.runtimeId(), new Update(updated.token(), version));
            made.put(updated.token(), new Made(updated.runtimeId(), version));
        });
    }

    private static String start(String token) {
        return token.substring(0, Math.min(8, token.length()));
    }

    private void called(LoggedCall call) {
        if (MOVES.stream().anyMatch(call::did)) {
            live();
        }
    }

    /** A person has moved, or is about to move, live to this version. */
    void movedByHand(String runtimeId, String endpoint, int version) {
        byHand.put(runtimeId + "/" + endpoint, version);
    }

    /** Looks once more at what no call tells. */
    void look() {
        live();
        runtimes();
        newest();
        documents.look();
    }

    private void live() {
        for (Serving serving : hands.cloud().serving()) {
            fleet.live(serving.runtimeId(), serving.endpoint()).ifPresent(member -> live(member, serving));
        }
    }

    private void live(Member member, Serving serving) {
        String endpoint = serving.runtimeId() + "/" + serving.endpoint();
        int wanted = serving.wanted();
        boolean foreign = Integer.valueOf(wanted).equals(byHand.get(endpoint));
        violations.check(
                foreign || answered.contains(new Version(serving.runtimeId(), wanted)),
                member.target(),
                "live points to a version that a smoke test has passed",
                "%s/%s points to version %d, which nobody has tested with success, %s"
                        .formatted(
                                member.runtime(),
                                serving.endpoint(),
                                wanted,
                                serving.image().orElse("")));
    }

    private void runtimes() {
        Set<String> there =
                hands.cloud().serving().stream().map(Serving::runtimeId).collect(Collectors.toSet());
        fleet.ids()
                .forEach((name, id) -> violations.check(
                        there.contains(id), name, "no runtime is deleted but by its stack", "it is gone"));
    }

    private void newest() {
        for (ObjectNode state : hands.items(
                Fleet.MEMBERS.stream().map(m -> "TARGET#" + m.target()).toList())) {
            release(state.at("/following/newest/image"))
                    .ifPresent(build -> newest(state.path("name").asText(), build.tag()));
        }
    }

    private Optional<Build> release(JsonNode image) {
        return image.isTextual() ? releases.of(image.asText()) : Optional.empty();
    }

    private void newest(String target, Build.Tag tag) {
        int before = newest.merge(target, tag.number(), Math::max);
        violations.check(
                before == tag.number(),
                target,
                "the newest image never goes back to an older one",
                "%s after %s".formatted(tag, new Build.Tag(before)));
    }

    Map<String, Made> made() {
        return Map.copyOf(made);
    }
}
