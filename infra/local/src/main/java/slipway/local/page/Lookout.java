package slipway.local.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.local.json.Json;
import slipway.local.page.ControlPlane.Declared;
import slipway.local.page.Snapshot.Endpoint;
import slipway.local.page.Snapshot.Rollout;
import slipway.local.page.Snapshot.Target;

/** Looks at the cloud for everybody who has the page open. It only looks: it makes no call, and uses up no rate. */
final class Lookout {
    private static final ObjectMapper JSON =
            Json.MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final long BETWEEN_LOOKS_NANOS = 250_000_000;
    private static final int MOST_TARGETS = 50;
    private static final int LAST_OUTCOMES = 12;

    /**
     * What was seen.
     *
     * @param number counts the looks that saw something new, from 1
     */
    record Seen(long number, String json) {}

    private final Sights sights;
    private final Rollouts rollouts;
    private final Watch watch;
    private final Ledgers ledgers;
    private Seen last = new Seen(0, "");
    private long lookedAt;

    Lookout(Sights sights) {
        this.sights = sights;
        this.rollouts = new Rollouts(sights.machines());
        this.watch = new Watch(sights.calls(), sights.bus(), sights.queues());
        this.ledgers = new Ledgers(sights.tables());
    }

    /** What there is to see; not looked at anew four times a second, however many ask. */
    synchronized Seen look() {
        if (last.number() == 0 || System.nanoTime() - lookedAt >= BETWEEN_LOOKS_NANOS) {
            String json = json(snapshot());
            lookedAt = System.nanoTime();
            last = json.equals(last.json()) ? last : new Seen(last.number() + 1, json);
        }
        return last;
    }

    private static String json(Snapshot snapshot) {
        try {
            return JSON.writeValueAsString(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Snapshot snapshot() {
        List<Declared> declared = ControlPlane.declared(sights.parameters().texts()).stream()
                .limit(MOST_TARGETS)
                .toList();
        var serving = sights.agentCore().serving();
        Targets targets = new Targets(serving);
        Map<String, Ledger> written = ledgers.of(declared, watch.calls());
        List<Target> shown = new ArrayList<>();
        List<Rollout> all = new ArrayList<>();
        for (Declared one : declared) {
            Ledger ledger = written.getOrDefault(one.plane().ledger(), Ledger.NONE);
            JsonNode state = ledger.target(one.target());
            List<JsonNode> records = ledger.rollouts(one.target());
            shown.add(targets.of(one, state, active(state, records)));
            records.forEach(r -> all.add(rollouts.of(r, ledger.verdicts(r), targets.candidateServes(one, r))));
        }
        return new Snapshot(
                sights.place(),
                sights.clock().scale(),
                shown,
                underWay(all),
                ended(all),
                watch.denials(),
                watch.deadLetters(),
                watch.events(),
                serving.stream()
                        .map(one -> new Endpoint(one.runtime(), one.endpoint(), Targets.served(one)))
                        .toList(),
                shown.stream()
                        .filter(target -> !target.state().equals(Targets.UNDECLARED))
                        .map(Target::repository)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static Optional<JsonNode> active(JsonNode state, List<JsonNode> records) {
        String active = state.at("/claim/active").asText();
        return records.stream()
                .filter(record -> record.path("id").asText().equals(active))
                .findFirst();
    }

    private static List<Rollout> underWay(List<Rollout> all) {
        return all.stream()
                .filter(rollout ->
                        rollout.ending() == null || rollout.ending().outcome().equals("Stuck"))
                .sorted(Comparator.comparingLong(Rollout::startedAt).reversed())
                .toList();
    }

    private static List<Rollout> ended(List<Rollout> all) {
        return all.stream()
                .filter(rollout -> rollout.ending() != null)
                .sorted(Comparator.comparingLong((Rollout rollout) ->
                                rollout.ending() == null ? 0 : rollout.ending().at())
                        .reversed())
                .limit(LAST_OUTCOMES)
                .toList();
    }
}
