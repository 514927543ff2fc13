package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.local.agentcore.Serving;
import slipway.local.json.Json;

/** Where everything must be when faults are over and one sweep has gone by. */
final class EndState {
    private final Hands hands;
    private final Fleet fleet;
    private final Releases releases;
    private final Violations violations;

    EndState(Hands hands, Fleet fleet, Releases releases, Violations violations) {
        this.hands = hands;
        this.fleet = fleet;
        this.releases = releases;
        this.violations = violations;
    }

    /** @param made the versions that rollouts had made */
    void check(List<ObjectNode> ledger, List<Updates.Made> made) {
        Fleet.MEMBERS.forEach(this::check);
        fleet.ids().forEach(this::check);
        recorded(ledger, made);
        Hands.rollouts(ledger).forEach(this::ended);
    }

    /** What died between its record and its claim never began, and is passed over. */
    private void ended(ObjectNode rollout) {
        boolean begun = rollout.at("/run/execution").isTextual();
        violations.check(
                rollout.path("ending").isObject() || !begun,
                rollout.at("/request/target").asText(),
                "every rollout has ended",
                rollout.path("id").asText() + " has not");
    }

    private void check(Member member) {
        Optional<ObjectNode> state = hands.item("TARGET#" + member.target());
        violations.check(state.isPresent(), member.target(), "the ledger knows it", "it has no item");
        state.ifPresent(found -> check(member, found));
    }

    private void check(Member member, ObjectNode state) {
        String target = member.target();
        String active = state.at("/claim/active").asText();
        violations.check(active.isEmpty(), target, "no rollout has a claim to it", active);
        JsonNode hold = state.at("/restraint/hold");
        violations.check(hold.isMissingNode(), target, "it is not held", hold.toString());
        Build wanted = newest(member);
        String found = state.at("/following/newest/image").asText();
        violations.check(
                releases.of(found).equals(Optional.of(wanted)), target, "its newest image is " + wanted.tag(), found);
        if (!state.at("/restraint/vetoes").toString().contains(wanted.digest())) {
            serves(member, wanted, state.at("/decisions/0"));
        }
    }

    private void serves(Member member, Build wanted, JsonNode decision) {
        String served = live(member).flatMap(Serving::image).orElse("nothing");
        violations.check(
                served.contains(wanted.digest()),
                member.target(),
                "live serves " + wanted.tag(),
                "%s; decided was %s".formatted(served, decision));
        String published = hands.parameter("images/%s/live-image".formatted(member.target()))
                .orElse("nothing");
        violations.check(
                published.contains(wanted.digest()), member.target(), "live-image is " + wanted.tag(), published);
    }

    private Build newest(Member member) {
        return hands.images(member.repository()).stream()
                .filter(image -> image.path("imageTag").asText().startsWith("1.0."))
                .map(image -> releases.of(image.path("imageDigest").asText()))
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(build -> build.tag().number()))
                .orElseThrow();
    }

    private Optional<Serving> live(Member member) {
        return hands.cloud().serving().stream()
                .filter(serving -> serving.runtimeId().equals(fleet.id(member))
                        && serving.endpoint().equals(member.endpoint()))
                .findFirst();
    }

    /** A runtime has no lock, and no endpoints but those of its targets. */
    private void check(String name, String id) {
        JsonNode shared = hands.item("RUNTIME#" + id).map(JsonNode.class::cast).orElseGet(Json::object);
        violations.check(
                shared.path("lock").isMissingNode() || shared.path("lock").isEmpty(),
                name,
                "nobody locks it",
                shared.path("lock").toString());
        List<String> known = new ArrayList<>(List.of("DEFAULT"));
        Fleet.MEMBERS.stream()
                .filter(member -> member.runtime().equals(name))
                .forEach(member -> known.addAll(List.of(member.endpoint(), member.candidate(), member.previous())));
        Set<String> there = hands.cloud().serving().stream()
                .filter(serving -> serving.runtimeId().equals(id))
                .map(Serving::endpoint)
                .collect(Collectors.toSet());
        there.removeAll(known);
        violations.check(there.isEmpty(), name, "no endpoint is left", there.toString());
    }

    /** Each version that a rollout had made is in its record, or, where it was made in vain, in the runtime's. */
    private void recorded(List<ObjectNode> ledger, List<Updates.Made> made) {
        Stream<String> used = Hands.rollouts(ledger).stream()
                .map(item -> item.at("/progress/runtime").asText() + "/"
                        + item.at("/progress/candidate/version").asText());
        Stream<String> known = ledger.stream()
                .filter(item -> item.path("pk").asText().startsWith("RUNTIME#"))
                .flatMap(item -> item.path("made")
                        .propertyStream()
                        .map(one -> item.path("id").asText() + "/" + one.getKey()));
        Set<String> recorded = Stream.concat(used, known).collect(Collectors.toSet());
        made.forEach(one -> violations.check(
                recorded.contains(one.runtimeId() + "/" + one.version()),
                fleet.name(one.runtimeId()),
                "every version that a rollout had made is on record",
                "version " + one.version()));
    }
}
