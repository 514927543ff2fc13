package slipway.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.local.page.Snapshot.Phase.State.AHEAD;
import static slipway.local.page.Snapshot.Phase.State.DONE;
import static slipway.local.page.Snapshot.Phase.State.FAILED;
import static slipway.local.page.Snapshot.Phase.State.NEVER;
import static slipway.local.page.Snapshot.Phase.State.NOW;
import static slipway.local.page.Snapshot.Phase.State.SKIPPED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;
import slipway.local.page.Snapshot.Phase;

/** The samples of the contract, and what they looked like on their way. */
final class PhasesTest {
    @Test
    void admittedOneIsAtItsGates() {
        assertThat(states(record("admitted")))
                .containsExactly(NOW, AHEAD, AHEAD, AHEAD, AHEAD, SKIPPED, AHEAD, SKIPPED);
    }

    @Test
    void promotedOneHasAllBehindIt() {
        List<Phase> phases = Phases.of(record("promoted-after-approval-and-bake"), true);

        assertThat(phases).extracting(Phase::state).containsOnly(DONE);
        assertThat(phases)
                .extracting(Phase::name)
                .containsExactly("Gates", "Version", "READY", "Candidate", "Smoke test", "Approval", "Live", "Bake");
        assertThat(phases.get(1).note()).isEqualTo("version 4");
        assertThat(phases.get(5).note()).isEqualTo("approved by Operators/somebody");
        assertThat(phases.get(7).until())
                .isEqualTo(Instant.parse("2026-11-20T12:21:50Z").toEpochMilli());
    }

    @Test
    void unansweredQuestionIsWhatItWaitsFor() {
        ObjectNode record = underWay("promoted-after-approval-and-bake", "move", "bake", "blocked");
        ((ObjectNode) record.at("/progress/approval")).remove("answer");

        Phase waits = Phases.of(record, true).get(5);

        assertThat(waits.state()).isEqualTo(NOW);
        assertThat(waits.since())
                .isEqualTo(Instant.parse("2026-11-20T12:00:40Z").toEpochMilli());
        assertThat(waits.until())
                .isEqualTo(Instant.parse("2026-11-23T12:00:40Z").toEpochMilli());
    }

    @Test
    void bakeIsUnderWayUntilTheEndIsKnown() {
        assertThat(states(underWay("promoted-after-approval-and-bake")))
                .containsExactly(DONE, DONE, DONE, DONE, DONE, DONE, DONE, NOW);
    }

    @Test
    void rejectedOneFailedWhereItStopped() {
        assertThat(states(record("rejected-by-its-smoke-test")))
                .containsExactly(DONE, DONE, DONE, DONE, FAILED, SKIPPED, NEVER, SKIPPED);
    }

    @Test
    void supersededOneDidNotFail() {
        ObjectNode record = record("rejected-by-its-smoke-test");
        ((ObjectNode) record.get("ending")).put("outcome", "SUPERSEDED");

        assertThat(states(record)).doesNotContain(FAILED, NOW, AHEAD);
    }

    @Test
    void stuckOneMayGoOnFromThere() {
        ObjectNode record = record("rejected-by-its-smoke-test");
        ((ObjectNode) record.get("ending")).put("outcome", "STUCK");

        assertThat(states(record)).containsExactly(DONE, DONE, DONE, DONE, FAILED, SKIPPED, AHEAD, SKIPPED);
    }

    @Test
    void goingBackIsAPhaseOfItsOwn() {
        List<Phase> phases = Phases.of(record("rolled-back-by-itself"), true);

        assertThat(phases.getLast().name()).isEqualTo("Back");
        assertThat(phases.getLast().state()).isEqualTo(DONE);
        assertThat(phases).extracting(Phase::state).contains(FAILED).doesNotContain(NOW, AHEAD);
        assertThat(states(underWay("rolled-back-by-itself"))).endsWith(NOW);
    }

    private static List<Phase.State> states(ObjectNode record) {
        boolean asked = !record.at("/progress/candidate").isMissingNode();
        return Phases.of(record, asked).stream().map(Phase::state).toList();
    }

    private static ObjectNode underWay(String sample, String... withoutProgress) {
        ObjectNode record = record(sample);
        record.remove("ending");
        ((ObjectNode) record.get("progress")).remove(List.of(withoutProgress));
        return record;
    }

    private static ObjectNode record(String sample) {
        Path file = Path.of(System.getProperty("slipway.root"), "events/rollout-record/accepted", sample + ".json");
        try {
            return (ObjectNode) Json.read(Files.readString(file)).get("rollout");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
