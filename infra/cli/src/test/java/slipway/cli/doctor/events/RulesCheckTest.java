package slipway.cli.doctor.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

class RulesCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);

    @Test
    void aRuleOfAnotherBusIsNamedWithIt() {
        assertThat(RulesCheck.Id.of("slipway-prod|approvals"))
                .isEqualTo(new RulesCheck.Id("slipway-prod", "approvals"));
        assertThat(RulesCheck.Id.of("pushes")).isEqualTo(new RulesCheck.Id("default", "pushes"));
    }

    @Test
    void aRuleWithoutATargetIsFound() {
        assertThat(RulesCheck.judge(RulesCheck.Id.of("pushes"), RuleState.ENABLED, List.of(), PROD))
                .containsExactly(Finding.problem(
                        "The rule pushes has no target: its events are lost.",
                        "Deploy again: scripts/deploy.sh --env prod"));
    }

    @Test
    void aTargetThatKeepsWhatItDoesNotTakeIsWell() {
        var target = Target.builder().deadLetterConfig(queue -> queue.arn("q")).build();
        assertThat(RulesCheck.judge(RulesCheck.Id.of("pushes"), RuleState.ENABLED, List.of(target), PROD))
                .isEmpty();
    }
}
