package slipway.infra.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;

class LimitsTest {

    @Test
    void theFileIsTheFunctions() throws Exception {
        var theirs = Synthesis.ROOT.resolve("functions/src/main/resources/slipway/agentruntime/limits.json");
        try (var ours = Limits.class.getResourceAsStream("/slipway/agentruntime/limits.json")) {
            assertThat(ours).isNotNull().hasBinaryContent(Files.readAllBytes(theirs));
        }
    }

    @Test
    void anAmountFitsWithinItsBoundsAndATextAsAWhole() {
        assertThat(Limits.of("environment.entries").allows(50)).isTrue();
        assertThat(Limits.of("environment.entries").allows(51)).isFalse();
        assertThat(Limits.of("runtime.name").allows("support\n")).isFalse();
    }

    @Test
    void aLimitThatNobodyWroteDownIsAMistake() {
        assertThatThrownBy(() -> Limits.of("environment"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("environment", "environment.entries");
    }
}
