package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import slipway.local.agentcore.Serving;

/** Where everything must be when faults are over and one sweep has gone by. */
final class EndState {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Hands hands;
    private final Fleet fleet;
    private final Releases releases;
    private final Violations violations;
    private final Town town;
    private final Lookout lookout;

    EndState(
            Hands hands, Fleet fleet, Releases releases, Violations violations, Town town, Lookout lookout) {
        this.hands = hands;
        this.fleet = fleet;
        this.releases = releases;
        this.violations = violations;
        this.town = town;
        this.lookout = lookout;
    }

    /** Has people take back what they ordered, and one sweep go by; then looks at everything. */
    void reach(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        rest(end);
        town.settle();
        rest(end);
        Fleet.MEMBERS.forEach(fleet::declare);
        rest(end);
        List<ObjectNode> ledger = hands.ledger();
        Fleet.MEMBERS.forEach(this::check);
        fleet.ids().forEach(this::check);
        for (String machine : List.of("rollout", "resource")) {
            hands.running(machine)
                    .forEach(name -> violations.add(name, "no execution is left", "it runs on machine " + machine));
        }
        versions(ledger);
    }

    /** Waits until nothing has been under way for a while. */
    private void rest(long end) {
        int quiet = 0;
        while (quiet < 4 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
            town.approve();
            lookout.look();
            quiet = hands.running("rollout").isEmpty() && hands.running("resource").isEmpty() ? quiet + 1 : 0;
        }
    }

    private void check(Member member) {
        Optional<ObjectNode> state = hands.item("TARGET#" + member.target());
        violations.check(state.isPresent(), member.target(), "the ledger knows it", "it has no item");
        state.ifPresent(found -> check(member, found));
    }

    private void check(Member member, ObjectNode state) {
        String target = member.target();
        violations.check(
                state.at("/claim/active").asText().isEmpty(),
                target,
                "no rollout has a claim to it",
                state.path("claim").toString());
        violations.check(
                state.at("/restraint/hold").isMissingNode(),
                target,
                "it is not held",
                state.at("/restraint/hold").toString());
        Build wanted = newest(member);
        violations.check(
                releases.of(state.at("/following/newest/image").asText()).equals(Optional.of(wanted)),
                target,
                "its newest image is " + releases.uri(wanted),
                state.at("/following/newest/image").asText());
        boolean vetoed = state.at("/restraint/vetoes").toString().contains(wanted.digest());
        Optional<Serving> live = live(member);
        if (vetoed) {
            return;
        }
        String served = live.flatMap(Serving::image).orElse("nothing");
        violations.check(
                served.contains(wanted.digest()),
                target,
                "live serves " + releases.uri(wanted),
                served + "; decided was " + state.at("/decisions/0"));
        violations.check(
                hands.parameter("images/" + target + "/live-image").orElse("none").contains(wanted.digest()),
                target,
                "live-image is " + releases.uri(wanted),
                hands.parameter("images/" + target + "/live-image").orElse("none"));
    }

    private Build newest(Member member) {
        return hands.images(member.repository()).stream()
                .filter(image -> image.path("imageTag").asText().startsWith("1.0."))
                .map(image -> releases.of(image.path("imageDigest").asText()))
                .flatMap(Optional::stream)
                .max(java.util.Comparator.comparingInt(build -> build.tag().number()))
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
        JsonNode shared = hands.item("RUNTIME#" + id).map(JsonNode.class::cast).orElseGet(slipway.local.json.Json::object);
        violations.check(
                shared.path("lock").isMissingNode() || shared.path("lock").isEmpty(),
                name,
                "nobody locks it",
                shared.path("lock").toString());
        List<String> known = new ArrayList<>(List.of("DEFAULT"));
        Fleet.MEMBERS.stream()
                .filter(member -> member.runtime().equals(name))
                .forEach(member -> known.addAll(List.of(member.endpoint(), member.previous())));
        Set<String> there = hands.cloud().serving().stream()
                .filter(serving -> serving.runtimeId().equals(id))
                .map(Serving::endpoint)
                .collect(Collectors.toSet());
        there.removeAll(known);
        violations.check(there.isEmpty(), name, "no endpoint is left", there.toString());
    }

    /** Each version that a rollout had made is in the record of one. */
    private void versions(List<ObjectNode> ledger) {
        Set<String> recorded = ledger.stream()
                .filter(item -> item.path("pk").asText().startsWith("ROLLOUT#"))
                .map(item -> item.at("/progress/runtime").asText() + "/"
                        + item.at("/progress/candidate/version").asText())
                .collect(Collectors.toSet());
        lookout.made()
                .forEach((token, made) -> violations.check(
                        recorded.contains(made.runtimeId() + "/" + made.version()),
                        fleet.name(made.runtimeId()),
                        "every version that a rollout had made is in its record",
                        "version " + made.version()));
    }
}
