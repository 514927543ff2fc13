package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.agentruntime.Version;
import slipway.ledger.OlderTable;
import slipway.ledger.Progress;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.FunctionContext;
import slipway.target.TargetName;

/**
 * Rollouts that were under way when Slipway was deployed: their items are what the code of before wrote, their
 * executions hand over what the state machine of before does, and the code of today brings them to their end.
 */
class OlderRolloutsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "before-configurations/";

    private final World world = new World();
    private final TargetName target = new TargetName("support");

    @Test
    void oneThatWasAboutToBeProvenIsPromoted() throws IOException {
        world.live("1.0.0");
        world.pushUntil(
                "1.1.0", p -> p.candidate().filter(Progress.Candidate::verified).isPresent());
        deployedDuring("proving");
        assertThat(advance().path("next").asText()).isNotEmpty();
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void oneThatWaitsForApprovalIsParkedAndApproved() throws IOException {
        world.live("1.0.0", "'approval': {'expiresHours': 24}");
        Instant asked = world.now.plusSeconds(5);
        world.pushUntil("1.1.0", p -> p.approval().isPresent());
        // The world has waited for the answer, and no table of before has.
        world.now = asked;
        deployedDuring("waiting-for-approval");
        assertThat(advance().path("next").asText()).isEqualTo("Park");
        handed("park");
        assertThat(world.ledger.parked(world.rollout(target, 2).id())).contains("a token of before");
        world.people.approve(target, 2);
        assertThat(world.executions.woken()).contains("a token of before");
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
    }

    @Test
    void oneThatBakesBakesToItsEnd() throws IOException {
        world.live("1.0.0", "'bake': {'minutes': 60}");
        world.pushUntil("1.1.0", p -> p.bake().isPresent());
        deployedDuring("baking");
        assertThat(advance().path("next").asText()).isEqualTo("Park");
        world.run();
        assertThat(world.outcomes().getLast()).startsWith("support-2 Promoted ");
    }

    @Test
    void oneThatGoesBackComesThere() throws IOException {
        world.live("1.0.0");
        world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
        world.pushUntil("1.1.0", p -> p.compensation().isPresent());
        deployedDuring("going-back");
        advance();
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 RolledBack LIVE_FAILED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(target).restraint().vetoes()).hasSize(1);
    }

    @Test
    void whatWasVetoedBeforeStaysVetoedAndTheNextImageGoesLive() throws IOException {
        world.live("1.0.0");
        world.answers(World.image("1.1.0"), "candidate", Finding.AGENT_FAILED);
        world.push("1.1.0");
        world.run();
        deployedDuring("vetoed");
        world.arrive("1.1.0");
        assertThat(world.executions.running()).isEmpty();
        Sweeps sweeps = new Sweeps(world);
        sweeps.sweep();
        assertThat(sweeps.standing(target)).isEmpty();
        world.push("1.2.0");
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proving", "waiting-for-approval", "baking", "going-back", "vetoed"})
    void everyItemOfBeforeIsRead(String phase) {
        assertThatCode(() -> deployedDuring(phase)).doesNotThrowAnyException();
        assertThat(world.state(target).serving().live()).isPresent();
    }

    private void deployedDuring(String phase) throws IOException {
        new OlderTable(read(phase + ".json")).replace(world.ledger);
    }

    private JsonNode advance() throws IOException {
        return handed("advance");
    }

    /** The state machine of before calls the function of today. */
    private JsonNode handed(String state) throws IOException {
        ObjectNode payload = (ObjectNode) read("execution.json").path(state);
        payload.put("now", world.now.toString());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new RolloutHandler(world.advance)
                .handleRequest(
                        new ByteArrayInputStream(JSON.writeValueAsBytes(payload)),
                        answer,
                        new FunctionContext("rollout", "1"));
        return JSON.readTree(answer.toByteArray());
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream file = OlderRolloutsTest.class.getResourceAsStream(FOLDER + name)) {
            return JSON.readTree(file);
        }
    }
}
