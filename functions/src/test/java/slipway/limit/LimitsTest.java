package slipway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void anAmountFitsWithinItsBounds() {
        Limit lifecycle = Limits.of("lifecycle.seconds");
        assertThat(lifecycle.allows(59)).isFalse();
        assertThat(lifecycle.allows(60)).isTrue();
        assertThat(lifecycle.allows(1_209_600)).isTrue();
        assertThat(lifecycle.allows(1_209_601)).isFalse();
    }

    @Test
    void aTextFitsAsAWhole() {
        Limit name = Limits.of("runtime.name");
        assertThat(name.allows("support_2")).isTrue();
        assertThat(name.allows("my-agent")).isFalse();
        assertThat(name.allows("support\n")).isFalse();
    }

    @Test
    void aLimitThatNobodyWroteDownIsAMistake() {
        assertThatThrownBy(() -> Limits.of("environment"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("environment", "environment.entries");
    }

    @Test
    void everyLimitSaysWhatItCountsWhereItStandsAndWhatToDo() throws Exception {
        try (InputStream file = LimitsTest.class.getResourceAsStream("/slipway/agentruntime/limits.json")) {
            JsonNode limits = new JsonMapper().readTree(file);
            List<String> names = new ArrayList<>(
                    limits.propertyStream().map(each -> each.getKey()).toList());
            assertThat(names).isSorted().hasSizeGreaterThan(20);
            for (JsonNode limit : limits) {
                assertThat(limit.path("unit").asText()).isNotBlank();
                assertThat(limit.path("source").asText()).isNotBlank();
                assertThat(limit.path("remedy").asText()).isNotBlank();
                assertThat(limit.has("most") || limit.has("pattern")).isTrue();
            }
        }
    }

    /** Each target takes three endpoints, and DEFAULT is one more. */
    @Test
    void soManyTargetsAsEndpointsAllow() {
        assertThat(Limits.of("runtime.targets").most())
                .isEqualTo((Limits.of("runtime.endpoints").most() - 1) / 3);
    }
}
