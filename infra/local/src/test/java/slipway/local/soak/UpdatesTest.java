package slipway.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.local.agentcore.Use;

class UpdatesTest {
    private static final String ROLLOUT = "arn:aws:sts::111122223333:assumed-role/slipway-local-rollout/1";
    private static final String PERSON = "arn:aws:iam::111122223333:user/admin";

    private final Violations violations = new Violations(() -> Instant.EPOCH, _ -> {});
    private final Updates updates = new Updates(violations);

    private void made(String caller, String token, String version) {
        updates.take(new Use.Updated(caller, "support-1", token, Optional.of(version), ""));
    }

    private void refused(String token, String code) {
        updates.take(new Use.Updated(ROLLOUT, "support-1", token, Optional.empty(), code));
    }

    @Test
    void whoAsksWhileAnotherRolloutsVersionIsMadeWasNotKeptOut() {
        made(ROLLOUT, "one", "2");
        refused("two", "ConflictException");
        assertThat(violations.all())
                .extracting(Violation::seen)
                .containsExactly("two asks while version 2 of one is being made");
    }

    @Test
    void aRolloutMayAskAgain() {
        made(ROLLOUT, "one", "2");
        refused("one", "ConflictException");
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void whatAPersonIsAtNoRolloutCanKnow() {
        made(ROLLOUT, "one", "2");
        made(PERSON, "two", "3");
        refused("three", "ConflictException");
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void oneAfterTheOtherIsAsItShouldBe() {
        made(ROLLOUT, "one", "2");
        made(ROLLOUT, "two", "3");
        refused("three", "ThrottlingException");
        assertThat(violations.all()).isEmpty();
        assertThat(updates.made())
                .containsExactly(new Updates.Made("support-1", "2"), new Updates.Made("support-1", "3"));
    }
}
