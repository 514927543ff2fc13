package slipway.cli.doctor.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.check.Finding.Severity;
import slipway.cli.doctor.setup.Stacks.Stack;
import slipway.cli.plane.Environment;

class StacksCheckTest {
    private static Optional<Finding> judge(String status) {
        var stack = new Stack("slipway-prod-foundation", Optional.of(status), Optional.of("why"));
        return StacksCheck.judge(stack, new Environment("prod", "111122223333", "eu-central-1", "slipway", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
    void whatWasDeployedIsWell(String status) {
        assertThat(judge(status)).isEmpty();
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("UPDATE_IN_PROGRESS", Severity.WARNING, "Wait"),
                arguments("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", Severity.WARNING, "Wait"),
                arguments("UPDATE_ROLLBACK_COMPLETE", Severity.WARNING, "It stands as before"),
                arguments("ROLLBACK_COMPLETE", Severity.PROBLEM, "scripts/deploy.sh --env prod"),
                arguments("UPDATE_ROLLBACK_FAILED", Severity.PROBLEM, "continue its rollback"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsNotIsSaidWithItsReason(String status, Severity severity, String remedy) {
        assertThat(judge(status)).hasValueSatisfying(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.what()).isEqualTo("The stack slipway-prod-foundation is %s (why).".formatted(status));
            assertThat(finding.remedy()).contains(remedy);
        });
    }

    @Test
    void aStatusThatNobodyKnowsIsAProblem() {
        assertThat(judge("SOMETHING_NEW")).isPresent();
    }
}
