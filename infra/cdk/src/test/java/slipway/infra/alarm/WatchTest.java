package slipway.infra.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.infra.Synthesis;
import slipway.infra.naming.Handler;

class WatchTest {
    private static final String STATE_MACHINE =
            "arn:aws:states:eu-central-1:111122223333:stateMachine:slipway-local-rollout";

    @ParameterizedTest
    @CsvSource({
        "rollout-stuck, Slipway, Rollouts, Environment=local Outcome=Stuck, Sum, >=, 1, 60",
        "rollout-failing, Slipway, RolloutFailing, Environment=local, Sum, >=, 1, 60",
        "rollout-rolled-back, Slipway, Rollouts, Environment=local Outcome=RolledBack, Sum, >=, 1, 60",
        "rollout-rejected, Slipway, Rollouts, Environment=local Outcome=Rejected, Sum, >=, 1, 60",
        "rollout-inconclusive, Slipway, Rollouts, Environment=local Outcome=Inconclusive, Sum, >=, 3, 10800",
        "push-to-live-slow, Slipway, PushToLive, Environment=local, Maximum, >, 3600, 60",
        "declarations-refused, Slipway, DeclarationsRefused, Environment=local, Sum, >=, 1, 60",
        "publish-failures, Slipway, PublishFailures, Environment=local, Sum, >=, 1, 60",
        "image-pushed-oldest-message, AWS/SQS, ApproximateAgeOfOldestMessage, QueueName=slipway-local-image-pushed, Maximum, >, 900, 60",
        "drift-found, Slipway, DriftFound, Environment=local, Maximum, >=, 1, 3600",
        "drift-check-errors, AWS/Lambda, Errors, FunctionName=slipway-local-drift-check, Sum, >=, 2, 300",
        "image-pushed-errors, AWS/Lambda, Errors, FunctionName=slipway-local-image-pushed, Sum, >=, 3, 300",
        "executions-failed, AWS/States, ExecutionsFailed, StateMachineArn=" + STATE_MACHINE + ", Sum, >=, 1, 60",
        "executions-aborted, AWS/States, ExecutionsAborted, StateMachineArn=" + STATE_MACHINE + ", Sum, >=, 1, 60",
    })
    void anAlarmLooksAtWhatIsEmitted(
            String name,
            String namespace,
            String metric,
            String dimensions,
            String statistic,
            String comparison,
            int threshold,
            int period) {
        var alarm = alarm(name);
        assertThat(alarm.path("Namespace").asText()).isEqualTo(namespace);
        assertThat(alarm.path("MetricName").asText()).isEqualTo(metric);
        assertThat(dimensions(alarm)).isEqualTo(dimensions);
        assertThat(alarm.path("Statistic").asText()).isEqualTo(statistic);
        assertThat(alarm.path("ComparisonOperator").asText())
                .isEqualTo(comparison.equals(">") ? "GreaterThanThreshold" : "GreaterThanOrEqualToThreshold");
        assertThat(alarm.path("Threshold").asInt()).isEqualTo(threshold);
        assertThat(alarm.path("Period").asInt()).isEqualTo(period);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void everyFunctionHasAnAlarmForItsErrorsAndOneForItsThrottles(Handler handler) {
        for (var metric : List.of("Errors", "Throttles")) {
            var alarm = alarm(handler.suffix() + "-" + metric.toLowerCase(Locale.ROOT));
            assertThat(alarm.path("MetricName").asText()).isEqualTo(metric);
            assertThat(dimensions(alarm)).isEqualTo("FunctionName=slipway-local-" + handler.suffix());
            assertThat(functions()).contains("slipway-local-" + handler.suffix());
        }
    }

    /** CloudWatch counts what a formula looks at, too, and who reads the alarm has to work it out. */
    @Test
    void noAlarmDoesSums() {
        assertThat(Synthesis.alarms()).noneMatch(alarm -> alarm.properties().has("Metrics"));
    }

    @Test
    void outsideProductionEveryAlarmTellsOneTopic() {
        assertThat(Synthesis.resources("AWS::SNS::Topic"))
                .singleElement()
                .satisfies(
                        topic -> assertThat(topic.properties().path("TopicName").asText())
                                .isEqualTo("slipway-local-alarms"));
        assertThat(Synthesis.alarms())
                .allSatisfy(alarm ->
                        assertThat(alarm.properties().path("AlarmActions")).hasSize(1));
    }

    @Test
    void theDashboardShowsEveryAlarmAndWhatItLooksAt() {
        var widgets = widgets();
        var shown = new TreeSet<String>();
        widgets.forEach(widget ->
                widget.at("/properties/metrics").forEach(metric -> shown.add(metric.get(0) + "/" + metric.get(1))));
        var looked = Synthesis.alarms().stream()
                .map(alarm -> alarm.properties().path("Namespace") + "/"
                        + alarm.properties().path("MetricName"))
                .collect(Collectors.toSet());
        assertThat(shown).containsAll(looked);
        assertThat(widgets.findValues("alarms"))
                .singleElement()
                .satisfies(alarms -> assertThat(alarms).hasSameSizeAs(Synthesis.alarms()));
    }

    /** A widget that a function fills would show what agents say. */
    @Test
    void theDashboardShowsNumbersAndNothingThatSomebodyWrote() {
        assertThat(widgets())
                .isNotEmpty()
                .allSatisfy(widget -> assertThat(widget.path("type").asText()).isIn("metric", "alarm"));
    }

    private static JsonNode alarm(String name) {
        return Synthesis.resource("AWS::CloudWatch::Alarm", "AlarmName", "slipway-local-" + name);
    }

    private static String dimensions(JsonNode alarm) {
        return alarm.path("Dimensions")
                .valueStream()
                .map(dimension -> dimension.path("Name").asText() + "="
                        + dimension.path("Value").asText())
                .collect(Collectors.joining(" "));
    }

    private static Set<String> functions() {
        return Synthesis.resources("AWS::Lambda::Function").stream()
                .map(function -> function.properties().path("FunctionName").asText())
                .collect(Collectors.toSet());
    }

    /** References stand in the body's text: any text does for them. */
    private static JsonNode widgets() {
        var body = new StringBuilder();
        Synthesis.resource("AWS::CloudWatch::Dashboard", "DashboardName", "slipway-local")
                .at("/DashboardBody/Fn::Join/1")
                .forEach(part -> body.append(part.isTextual() ? part.asText() : "reference"));
        try {
            return new ObjectMapper().readTree(body.toString()).path("widgets");
        } catch (JsonProcessingException e) {
            throw new AssertionError(body.toString(), e);
        }
    }
}
