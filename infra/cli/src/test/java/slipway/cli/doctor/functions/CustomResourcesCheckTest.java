package slipway.cli.doctor.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding;
import slipway.cli.plane.Environment;

class CustomResourcesCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);
    private static final String TOKEN =
            "arn:aws:lambda:eu-central-1:111122223333:function:slipway-prod-resource-request:live";

    @Test
    void whereTheFunctionAndTheTableAreThereStacksAreAnswered() {
        assertThat(CustomResourcesCheck.judge(List.of(TOKEN), List.of("slipway-prod", "slipway-prod-requests"), PROD))
                .isEmpty();
    }

    @Test
    void aServiceTokenThatNobodyAnswersIsFound() {
        var another = TOKEN.replace("prod", "dev");
        assertThat(CustomResourcesCheck.judge(List.of(another), List.of("slipway-prod-requests"), PROD))
                .extracting(Finding::what)
                .containsExactly("There is no function slipway-prod-resource-request: stacks with an AgentRuntime,"
                        + " a SmokeGate or an ImageLookup wait for an hour, and fail.");
    }

    @Test
    void requestsThatNobodyCanKeepAreFound() {
        assertThat(CustomResourcesCheck.judge(List.of(TOKEN), List.of("slipway-prod"), PROD))
                .extracting(Finding::what)
                .containsExactly("There is no table slipway-prod-requests: what CloudFormation asks for is lost.");
    }
}
