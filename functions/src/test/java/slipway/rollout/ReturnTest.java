package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.ledger.RolloutId;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** What a person's way back meets, and what of it stops them. */
final class ReturnTest {
    private static final TargetName SUPPORT = new TargetName("support");

    private final World world = new World();

    /** Version 2 runs 1.0.0, version 3 runs 1.1.0 and is live. */
    @BeforeEach
    void twoVersions() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
    }

    private void declareWithoutProof() {
        String smokeTest = "{\"payload\": {\"prompt\": \"ping\"}}";
        String declared = World.declaration("live", "live");
        assertThat(declared).contains(smokeTest);
        world.declare("support", declared.replace(smokeTest, "{\"skip\": \"callers need a token\"}"));
    }

    private void assertIsBack() {
        assertThat(world.outcomes()).last().asString().endsWith(" RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).orders().rollback()).isEmpty();
        assertThat(world.state(SUPPORT).restraint().veto(World.image("1.1.0").digest()))
                .isPresent();
    }

    private boolean wasTestedBehindLive(int rollout) {
        return world.ledger.verdict(RolloutId.of(SUPPORT, rollout), "live", 1).isPresent();
    }

    @Test
    void nobodyIsAskedWhereTheOwnerSkipsTheProofByNow() {
        declareWithoutProof();
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(wasTestedBehindLive(3)).isFalse();
        assertIsBack();
    }

    @Test
    void versionThatNobodyProvedIsAskedWhereTheOwnerWantsItByNow() {
        declareWithoutProof();
        world.push("1.2.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROOF_SKIPPED");
        world.declareWith("");
        world.push("1.3.0");
        world.run();
        world.answers(World.image("1.2.0"), "live", Finding.AGENT_FAILED);
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(4));
        assertThat(world.rollout(SUPPORT, 5).ending().orElseThrow().explanation())
                .contains("smoke test there: agent_failed");
    }
}
