package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;
import slipway.local.page.Snapshot.Phase;
import slipway.local.page.Snapshot.Phase.State;

/** A rollout's way by its named phases, read from its record ({@code events/rollout-record/schema.json}). */
final class Phases {
    private static final List<String> NO_FAULT = List.of("UNCHANGED", "SUPERSEDED");

    private final JsonNode record;
    private final boolean candidateServes;
    private final JsonNode progress;
    private final JsonNode declaration;
    private final List<Phase> phases = new ArrayList<>();

    /** Whether a phase before was not over: this one is not reached. */
    private boolean stopped;

    private Phases(JsonNode record, boolean candidateServes) {
        this.record = record;
        this.candidateServes = candidateServes;
        this.progress = record.path("progress");
        this.declaration = declaration(record);
    }

    /**
     * In the order in which they come.
     *
     * @param candidateServes whether the candidate endpoint serves the version under test, or was asked already
     */
    static List<Phase> of(JsonNode record, boolean candidateServes) {
        return new Phases(record, candidateServes).read();
    }

    /** The owner's declaration as the rollout took it; a missing node where it is no JSON. */
    static JsonNode declaration(JsonNode record) {
        try {
            return Json.read(record.at("/request/declaration").asText());
        } catch (IllegalArgumentException e) {
            return Json.object().path("");
        }
    }

    private List<Phase> read() {
        boolean known = progress.has("candidate") || record.path("request").has("to");
        String version = progress.at("/candidate/version").asText();
        add("Gates", known || progress.has("update"), record.at("/request/startedAt"), null);
        add("Version", known, progress.at("/update/at"), version.isEmpty() ? null : "version " + version);
        add("READY", progress.at("/candidate/verified").asBoolean(), Json.object(), null);
        boolean proven = progress.has("proof");
        add("Candidate", proven || candidateServes, Json.object(), null);
        add("Smoke test", proven, Json.object(), proof());
        approval();
        boolean served = progress.has("bake") || ended("PROMOTED", "UNCHANGED");
        add("Live", served, progress.at("/move/at"), null);
        bake();
        if (progress.has("compensation")) {
            goingBack();
        }
        return phases;
    }

    private @Nullable String proof() {
        String proof = progress.path("proof").asText();
        return proof.isEmpty() || proof.equals("PASSED") ? null : Words.outcome(proof);
    }

    private void approval() {
        JsonNode approval = progress.path("approval");
        if (approval.isMissingNode() && !declaration.has("approval")) {
            skip("Approval");
            return;
        }
        JsonNode answer = approval.path("answer");
        String by = Words.caller(answer.path("by").asText());
        String said = answer.path("approved").asBoolean() ? "approved by " + by : "rejected by " + by;
        add(
                "Approval",
                answer.path("approved").asBoolean(),
                approval.path("askedAt"),
                approval.path("expiresAt"),
                answer.isMissingNode() ? null : said);
    }

    private void bake() {
        JsonNode bake = progress.path("bake");
        if (bake.isMissingNode() && !declaration.has("bake")) {
            skip("Bake");
        } else {
            add("Bake", ended("PROMOTED"), bake.path("since"), bake.path("until"), null);
        }
    }

    private void goingBack() {
        JsonNode compensation = progress.path("compensation");
        boolean back = ended("ROLLED_BACK");
        State state = back ? State.DONE : atAnEnd() ? State.FAILED : State.NOW;
        phases.replaceAll(Phases::wentBack);
        phases.add(new Phase(
                "Back",
                state,
                Words.time(compensation.path("at")),
                null,
                Words.textOrNull(compensation.path("reason"))));
    }

    private static Phase wentBack(Phase phase) {
        State state = switch (phase.state()) {
            case NOW -> State.FAILED;
            case AHEAD -> State.NEVER;
            case DONE, FAILED, NEVER, SKIPPED -> phase.state();
        };
        return new Phase(phase.name(), state, phase.since(), phase.until(), phase.note());
    }

    private void add(String name, boolean done, JsonNode since, @Nullable String note) {
        add(name, done, since, Json.object(), note);
    }

    private void add(String name, boolean done, JsonNode since, JsonNode until, @Nullable String note) {
        phases.add(new Phase(name, state(done), Words.time(since), Words.time(until), note));
        stopped |= !done;
    }

    private State state(boolean done) {
        if (stopped) {
            // One that is stuck goes on from there.
            return atAnEnd() && !ended("STUCK") ? State.NEVER : State.AHEAD;
        }
        if (done) {
            return State.DONE;
        }
        if (!atAnEnd()) {
            return State.NOW;
        }
        return NO_FAULT.contains(outcome()) ? State.NEVER : State.FAILED;
    }

    private void skip(String name) {
        phases.add(new Phase(name, State.SKIPPED, null, null, null));
    }

    private boolean atAnEnd() {
        return record.has("ending");
    }

    private boolean ended(String... outcomes) {
        return List.of(outcomes).contains(outcome());
    }

    private String outcome() {
        return record.at("/ending/outcome").asText();
    }
}
