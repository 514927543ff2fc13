package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Veto;
import slipway.monitor.Traffic;

class StateWordTest {
    private final Desk desk = Desk.declared();

    @Test
    void aTargetIsIdle() {
        assertThat(word()).isEqualTo("idle");
    }

    @Test
    void aRolloutUnderWayComesFirst() {
        desk.rollOut("1.1.0", "b");
        desk.order("hold", "'reason': 'freeze'");
        assertThat(word()).isEqualTo("rolling-out");
        desk.ledger.save(desk.state().withDeclaration(Optional.empty()));
        assertThat(word()).isEqualTo("rolling-out");
    }

    @Test
    void aRolloutWaitsForApproval() {
        desk.waiting();
        assertThat(word()).isEqualTo("waiting-for-approval");
    }

    @Test
    void aRolloutBakes() {
        desk.moved();
        assertThat(word()).isEqualTo("rolling-out");
        desk.progress(p -> p.withBake(new Progress.Bake(desk.now, desk.now.plusSeconds(60), Traffic.none())));
        assertThat(word()).isEqualTo("baking");
    }

    @Test
    void aRolloutGoesBack() {
        desk.moved();
        desk.progress(
                p -> p.withCompensation(new Progress.Compensation("LIVE_FAILED", "It did not answer.", desk.now)));
        assertThat(word()).isEqualTo("rolling-out");
    }

    @Test
    void aRolloutIsStuck() {
        desk.rollOut("1.1.0", "b");
        desk.end(Outcome.STUCK, "RUNTIME_MISSING");
        assertThat(word()).isEqualTo("stuck");
    }

    @Test
    void aTargetIsVetoedOnlyIfItsDesiredImageIs() {
        desk.rollOut("1.1.0", "b");
        desk.end(Outcome.REJECTED, "SMOKE_TEST_FAILED");
        veto(desk.push("0.9.0", "a"));
        assertThat(word()).isEqualTo("idle");
        veto(desk.push("1.1.0", "b"));
        assertThat(word()).isEqualTo("vetoed");
        desk.order("hold", "'reason': 'freeze'");
        assertThat(word()).isEqualTo("held");
    }

    @Test
    void aTargetPublishesOnly() {
        desk.declare(Desk.SUPPORT, Desk.publishOnly());
        assertThat(word()).isEqualTo("publish-only");
    }

    @Test
    void aTargetIsUndeclared() {
        desk.ledger.save(desk.state().withDeclaration(Optional.empty()));
        assertThat(word()).isEqualTo("undeclared");
    }

    private void veto(slipway.image.Image image) {
        TargetState state = desk.state();
        desk.ledger.save(state.withRestraint(
                state.restraint().withVeto(new Veto(image.digest(), Desk.FIRST, Proof.NONE.word(), desk.now))));
    }

    private String word() {
        return desk.view("'view': 'target', 'target': 'support'")
                .body()
                .at("/target/state")
                .asText();
    }
}
