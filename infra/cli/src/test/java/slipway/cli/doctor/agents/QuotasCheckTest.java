package slipway.cli.doctor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding.Severity;
import slipway.cli.plane.Environment;

class QuotasCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);
    private static final Map<String, Double> QUOTAS = Map.of("L-9B442722", 10.0, "L-61A3A6D8", 1000.0);

    @Test
    void asManyAsThereMayBeAreEnough() {
        assertThat(QuotasCheck.judge("r", 10, 899, QUOTAS, PROD)).isEmpty();
    }

    @Test
    void versionsAreWarnedOfBeforeThereIsNoRoom() {
        assertThat(QuotasCheck.judge("r", 1, 900, QUOTAS, PROD)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.what()).isEqualTo("The runtime r has 900 versions, and may have 1000.");
            assertThat(finding.remedy())
                    .contains("aws --region eu-central-1 service-quotas")
                    .endsWith("--quota-code L-61A3A6D8 --desired-value 1800");
        });
    }

    @Test
    void anAccountThatMayHaveNoneIsTold() {
        assertThat(QuotasCheck.judge("r", 4, 1, Map.of("L-9B442722", 0.0, "L-61A3A6D8", 0.0), PROD))
                .extracting("severity")
                .containsExactly(Severity.PROBLEM, Severity.PROBLEM);
    }

    @Test
    void aQuotaThatIsNotNamedIsNotJudged() {
        assertThat(QuotasCheck.judge("r", 99, 9999, Map.of(), PROD)).isEmpty();
    }
}
