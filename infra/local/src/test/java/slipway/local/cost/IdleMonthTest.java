package slipway.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;

class IdleMonthTest {
    @Test
    void aScheduleRunsAllMonth() {
        JsonNode sweeps = Json.read("""
                {"A": {"Type": "AWS::Scheduler::Schedule", "Properties": {"ScheduleExpression": "rate(15 minutes)"}}}""");
        Map<String, Double> run = Map.of("lambda-requests", 1.0, "cloudwatch-metric-hours", 2.0);
        assertThat(IdleMonth.usage(sweeps.valueStream(), run))
                .containsOnly(Map.entry("lambda-requests", 2880.0), Map.entry("cloudwatch-metric-hours", 1440.0));
    }

    @Test
    void whatRunsLessThanHourlyPaysForFewerHoursOfMetrics() {
        JsonNode sweeps = Json.read("""
                {"A": {"Type": "AWS::Scheduler::Schedule", "Properties": {"ScheduleExpression": "rate(720 minutes)"}}}""");
        assertThat(IdleMonth.usage(sweeps.valueStream(), Map.of("cloudwatch-metric-hours", 2.0)))
                .containsOnly(Map.entry("cloudwatch-metric-hours", 120.0));
    }

    @Test
    void aScheduleThatCannotBeCountedIsNotLeftOut() {
        JsonNode sweeps = Json.read("""
                {"A": {"Type": "AWS::Scheduler::Schedule", "Properties": {"ScheduleExpression": "cron(0 3 * * ? *)"}}}""");
        assertThatThrownBy(() -> IdleMonth.usage(sweeps.valueStream(), Map.of()))
                .hasMessageContaining("cron(0 3 * * ? *)");
    }

    @Test
    void anAlarmCostsAsManyMetricsAsItLooksAt() {
        JsonNode alarms = Json.read("""
                {"A": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "Errors"}},
                 "B": {"Type": "AWS::CloudWatch::Alarm", "Properties":
                    {"Metrics": [{"MetricStat": {}}, {"MetricStat": {}}, {"Expression": "a + b"}]}}}""");
        assertThat(IdleMonth.usage(alarms.valueStream(), Map.of())).containsOnly(Map.entry("cloudwatch-alarms", 3.0));
    }
}
