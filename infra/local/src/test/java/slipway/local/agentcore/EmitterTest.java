package slipway.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmitterTest {
    private final RuntimeState runtime = new RuntimeState("support-abcdefghij", "support", "arn", Instant.EPOCH);
    private final Map<String, Double> values = new HashMap<>();
    private final Set<Map<String, String>> series = new HashSet<>();
    private final Emitter emitter = new Emitter((metric, value, unit, dimensions) -> {
        values.put(metric, value);
        series.add(dimensions);
    });

    @ParameterizedTest
    @CsvSource({"200, 0, 0, 0, 0", "400, 0, 1, 0, 1", "424, 0, 1, 0, 1", "429, 1, 0, 0, 0", "500, 0, 0, 1, 1"})
    void everyStatusIsOfOneKind(int status, double throttles, double user, double system, double total) {
        emitter.invoked(runtime, "live", status, 1_500_000);

        assertThat(values)
                .containsOnly(
                        Map.entry("Invocations", 1.0),
                        Map.entry("Throttles", throttles),
                        Map.entry("UserErrors", user),
                        Map.entry("SystemErrors", system),
                        Map.entry("TotalErrors", total),
                        Map.entry("Latency", 1.5));
    }

    @Test
    void theDimensionsNameTheEndpoint() {
        emitter.session(runtime, "live");

        assertThat(values).containsEntry("Sessions", 1.0);
        assertThat(series)
                .containsExactly(Map.of("Operation", "InvokeAgentRuntime", "Name", "support::live", "Resource", "arn"));
    }
}
