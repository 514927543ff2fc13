package slipway.local.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

class CausesTest {
    private static final String QUEUE = "slipway-local-target-declared-dead-letters";
    private static final Caller DECLARED = new Caller.RoleSession(
            "arn:aws:iam::111122223333:role/slipway-local-target-declared",
            "arn:aws:sts::111122223333:assumed-role/slipway-local-target-declared/1");

    private final ScaledClock clock = new ScaledClock(1);
    private final Faults faults = new Faults(new Identities(new Place("111122223333", "eu-central-1")), clock);
    private final Causes causes = new Causes(clock, faults);
    private final Violations violations = new Violations(clock, _ -> {});

    @AfterEach
    void stop() {
        clock.close();
    }

    private void throttle() {
        faults.arm(FaultRule.on("ssm:GetParameter", new Fault.Throttle()).by("target-declared"));
        assertThatThrownBy(() -> faults.around((caller, action, resource, context) -> {})
                        .authorize(DECLARED, "ssm:GetParameter", "*", Map.of()))
                .isInstanceOf(AwsError.class);
    }

    private List<Violation> about(Instant time) {
        String text = "{\"requestPayload\":{\"time\":\"%s\"}}".formatted(time);
        DeadLetters.check(List.of(new DeadLetters.Letter(QUEUE, text)), causes, violations);
        return violations.all();
    }

    @Test
    void whatStruckCounts() {
        throttle();
        assertThat(causes.struck()).containsExactly(Map.entry("Throttle", 1));
        assertThat(causes.total()).isEqualTo(1);
    }

    @Test
    void aLetterIsExplainedByWhatStruckItsFunctionSince() {
        Instant before = clock.instant();
        throttle();
        assertThat(about(before)).isEmpty();
    }

    @Test
    void noLetterIsExplainedByWhatStruckBefore() {
        throttle();
        assertThat(about(clock.instant().plusSeconds(1))).hasSize(1);
    }

    @Test
    void aKilledProcessExplainsALetterAndCountsForNothing() {
        Instant before = clock.instant();
        causes.killed(DECLARED.arn());
        assertThat(about(before)).isEmpty();
        assertThat(causes.total()).isZero();
    }
}
