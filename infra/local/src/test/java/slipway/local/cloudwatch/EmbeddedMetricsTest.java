package slipway.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.cloudwatch.EmbeddedMetrics.Point;

class EmbeddedMetricsTest {
    private static final String LINE = """
            {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Slipway",\
            "Dimensions":[["Environment","Outcome"],["Environment","Target","Outcome"]],\
            "Metrics":[{"Name":"Rollouts","Unit":"Count"}]}]},\
            "Environment":"local","Outcome":"Promoted","Target":"support","Rollouts":1,"Other":7}""";

    @Test
    void aValueCountsOncePerSetOfDimensions() {
        assertThat(EmbeddedMetrics.read(LINE))
                .containsExactly(
                        new Point(series(Map.of("Environment", "local", "Outcome", "Promoted")), 1),
                        new Point(
                                series(Map.of("Environment", "local", "Outcome", "Promoted", "Target", "support")), 1));
    }

    @Test
    void aListIsManyValuesAndNoDimensionsAreOneSet() {
        String line = "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"Slipway\",\"Dimensions\":[[]],"
                + "\"Metrics\":[{\"Name\":\"Rollouts\"}]}]},\"Rollouts\":[1,2.5]}";
        assertThat(EmbeddedMetrics.read(line))
                .containsExactly(new Point(series(Map.of()), 1), new Point(series(Map.of()), 2.5));
    }

    @Test
    void otherLinesHoldNone() {
        assertThat(List.of("", "START", "{", "{\"a\":1}", "{\"_aws\":", "{\"_aws\":{}}", "{\"_aws\":7}"))
                .allSatisfy(line -> assertThat(EmbeddedMetrics.read(line)).isEmpty());
    }

    private static Series series(Map<String, String> dimensions) {
        return new Series("Slipway", "Rollouts", dimensions);
    }
}
