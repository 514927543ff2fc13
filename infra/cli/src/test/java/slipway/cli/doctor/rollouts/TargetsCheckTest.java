package slipway.cli.doctor.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.cli.doctor.check.Finding;
import slipway.cli.plane.Answer;
import slipway.cli.plane.Environment;

class TargetsCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);
    private static final String OLD = "'image': 'h/agents/support:1.0.0@sha256:%s'".formatted("0123456789ab".repeat(5));
    private static final String NEW = "'image': 'h/agents/support:1.1.0@sha256:%s'".formatted("ba9876543210".repeat(5));

    private static List<Finding> judge(String members) {
        try {
            var view = "{'name': 'support', %s}".formatted(members).replace('\'', '"');
            return TargetsCheck.judge(new Answer(new ObjectMapper().readTree(view)), PROD.shell());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTargetThatServesWhatItDesiresIsWell() {
        assertThat(judge("'state': 'idle', 'desired': {%s}, 'live': {%s}".formatted(OLD, OLD)))
                .isEmpty();
    }

    @Test
    void aTargetThatLagsBehindForNoReasonIsFound() {
        assertThat(judge("'state': 'idle', 'desired': {%s}, 'live': {%s}".formatted(NEW, OLD)))
                .containsExactly(Finding.warning(
                        "support should serve 1.1.0 (ba9876543210), and serves 1.0.0 (0123456789ab), with no rollout under way.",
                        "scripts/slipway.sh --env prod retry support"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"held", "vetoed", "baking", "rolling-out", "waiting-for-approval"})
    void oneThatHasAReasonIsNot(String state) {
        assertThat(judge("'state': '%s', 'desired': {%s}, 'live': {%s}".formatted(state, NEW, OLD)))
                .isEmpty();
    }

    @Test
    void aStuckRolloutIsFound() {
        assertThat(judge("'state': 'stuck', 'active': {'id': 'support-8'}"))
                .extracting(Finding::what)
                .containsExactly("The rollout support-8 of support is stuck.");
    }

    @Test
    void whatTheStatusFunctionSeesIsToldUnlessAnotherCheckDoes() {
        var problems = """
                'state': 'held', 'problems': [{'code': 'LIVE_MOVED', 'message': 'It moved.'},
                 {'code': 'RUNTIME_MISSING', 'message': 'It is missing.'}, {'code': 'ACCESS_DENIED', 'message': 'It may not.'}]""";
        assertThat(judge(problems))
                .containsExactly(
                        Finding.problem("support: It moved.", "See: scripts/slipway.sh --env prod status support"),
                        Finding.warning(
                                "support: It may not.",
                                "The status function could not look: give its role what it lacks."));
    }
}
