package slipway.cli.doctor.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.functions.FunctionsCheck.Deployed;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

class FunctionsCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);

    private static GetFunctionConfigurationResponse.Builder well() {
        return GetFunctionConfigurationResponse.builder()
                .functionName("f")
                .version("3")
                .architectures(Architecture.ARM64)
                .state(State.ACTIVE)
                .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL);
    }

    private static List<String> judge(GetFunctionConfigurationResponse.Builder now, int newest) {
        return FunctionsCheck.judge(new Deployed("f:live", now.build(), newest, Optional.empty()), PROD.shell())
                .stream()
                .map(Finding::what)
                .toList();
    }

    @Test
    void aFunctionThatRunsItsNewestVersionIsWell() {
        assertThat(judge(well(), 3)).isEmpty();
    }

    @Test
    void anAliasThatStayedBehindIsFound() {
        assertThat(judge(well(), 10))
                .containsExactly("The function f runs version 3, and version 10 was published since.");
    }

    @Test
    void aFunctionThatIsBeingPreparedIsFound() {
        assertThat(judge(well().state(State.PENDING), 3)).containsExactly("The function f is being prepared.");
    }

    @Test
    void anUpdateThatFailedIsFoundWithItsReason() {
        var failed = well().lastUpdateStatus(LastUpdateStatus.FAILED).lastUpdateStatusReason("no such subnet");
        assertThat(judge(failed, 3)).containsExactly("The function f cannot run: no such subnet.");
    }
}
