package slipway.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.edge.Signed;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** AWS's own SDK, which speaks the query protocol, and a client of JSON. */
class CloudWatchIT {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final Instant EIGHT = Instant.parse("2026-11-21T08:00:00Z");
    private static final Series LATENCY =
            new Series("AWS/Bedrock-AgentCore", "Latency", Map.of("Name", "support::live", "Resource", "arn"));

    private final ScaledClock clock = new ScaledClock(1);
    private final Metrics metrics = new Metrics(clock);
    private final BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
    private final Alarms alarms = new Alarms(PLACE, clock, metrics, events::add, arn -> Optional.empty());
    private final Identities identities = new Identities(PLACE);
    private Edge edge;
    private CloudWatchClient cloudWatch;
    private String denied = "";

    @BeforeEach
    void start() throws IOException {
        edge = new Edge(
                0,
                identities,
                (caller, action, resource, context) -> {
                    if (action.equals(denied)) {
                        throw AwsError.accessDenied(caller, action, resource);
                    }
                },
                new Faults(identities, clock),
                new CallLog(100),
                clock);
        edge.register(new CloudWatchService(PLACE, metrics, alarms, new Dashboards(PLACE, clock)));
        cloudWatch = CloudWatchClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(edge.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        put(-30, 900);
        put(10, 100);
        put(20, 300);
        put(130, 50);
    }

    private void put(int seconds, double value) {
        metrics.put(LATENCY, new Datum(EIGHT.plusSeconds(seconds), value));
    }

    @AfterEach
    void stop() {
        cloudWatch.close();
        edge.close();
        clock.close();
    }

    @Test
    void metricsAreQueriedByPeriodAndStatistic() {
        List<MetricDataResult> results = cloudWatch
                .getMetricData(request -> request.startTime(EIGHT.plusSeconds(15))
                        .endTime(EIGHT.plusSeconds(180))
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(query("sum", "Sum"), query("p50", "p50"), query("most", "Maximum")))
                .metricDataResults();

        assertThat(results).extracting(MetricDataResult::id).containsExactly("sum", "p50", "most");
        assertThat(results.getFirst().timestamps()).containsExactly(EIGHT, EIGHT.plusSeconds(120));
        assertThat(results.getFirst().values()).containsExactly(400.0, 50.0);
        assertThat(results.get(1).values()).containsExactly(100.0, 50.0);
        assertThat(results.get(2).values()).containsExactly(300.0, 50.0);
    }

    @Test
    void theNewestComesFirstUnlessAskedOtherwise() {
        MetricDataResult result = cloudWatch
                .getMetricData(request -> request.startTime(EIGHT)
                        .endTime(EIGHT.plusSeconds(180))
                        .metricDataQueries(query("n", "SampleCount")))
                .metricDataResults()
                .getFirst();

        assertThat(result.values()).containsExactly(1.0, 2.0);
        assertThat(result.statusCodeAsString()).isEqualTo("Complete");
    }

    @Test
    void metricsAreListedByWhatIsKnownOfThem() {
        metrics.put(new Series("Slipway", "Rollouts", Map.of()), 1);

        List<Metric> found = cloudWatch
                .listMetrics(request -> request.namespace("AWS/Bedrock-AgentCore")
                        .dimensions(DimensionFilter.builder().name("Name").build()))
                .metrics();

        assertThat(found).singleElement().satisfies(metric -> {
            assertThat(metric.metricName()).isEqualTo("Latency");
            assertThat(metric.dimensions()).extracting(Dimension::value).contains("support::live");
        });
        assertThat(cloudWatch.listMetrics(request -> request.metricName("None")).metrics())
                .isEmpty();
    }

    @Test
    void anAlarmIsDescribedSetAndRemembered() throws InterruptedException {
        alarm();

        cloudWatch.setAlarmState(request ->
                request.alarmName("slow").stateValue(StateValue.ALARM).stateReason("a try"));
        MetricAlarm alarm = cloudWatch
                .describeAlarms(request -> request.alarmNames("slow"))
                .metricAlarms()
                .getFirst();

        assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm.stateReason()).isEqualTo("a try");
        assertThat(alarm.period()).isEqualTo(60);
        assertThat(alarm.threshold()).isEqualTo(1.5);
        assertThat(cloudWatch
                        .describeAlarms(request -> request.stateValue(StateValue.OK))
                        .metricAlarms())
                .isEmpty();
        assertThat(events.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(cloudWatch
                        .describeAlarmHistory(request -> request.alarmName("slow"))
                        .alarmHistoryItems())
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly("Alarm updated from INSUFFICIENT_DATA to ALARM");
        assertThatThrownBy(() -> cloudWatch.setAlarmState(request ->
                        request.alarmName("nobody").stateValue(StateValue.OK).stateReason("x")))
                .hasMessageContaining("nobody");
    }

    @Test
    void aDenialIsAccessDenied() {
        denied = "cloudwatch:ListMetrics";

        assertThatThrownBy(() -> cloudWatch.listMetrics()).isInstanceOfSatisfying(CloudWatchException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        });
    }

    @Test
    void clientsOfJsonGetTheSame() throws Exception {
        JsonNode answer = json("GetMetricData", """
                {"StartTime":%1$d,"EndTime":%2$d,"MetricDataQueries":[{"Id":"sum","MetricStat":{"Stat":"Sum","Period":60,
                 "Metric":{"Namespace":"AWS/Bedrock-AgentCore","MetricName":"Latency","Dimensions":[
                 {"Name":"Name","Value":"support::live"},{"Name":"Resource","Value":"arn"}]}}}]}""".formatted(
                        EIGHT.getEpochSecond(), EIGHT.plusSeconds(60).getEpochSecond()));

        assertThat(answer.at("/MetricDataResults/0/Values/0").asDouble()).isEqualTo(400);
        assertThat(answer.at("/MetricDataResults/0/Timestamps/0").asLong()).isEqualTo(EIGHT.getEpochSecond());
    }

    private JsonNode json(String operation, String body) throws Exception {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-amz-json-1.0",
                "X-Amz-Target",
                "GraniteServiceVersion20100801." + operation);
        HttpRequest request = Signed.byAdministrator("monitoring")
                .post(edge.uri(), headers, body)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Json.read(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private static MetricDataQuery query(String id, String statistic) {
        Metric metric = Metric.builder()
                .namespace(LATENCY.namespace())
                .metricName(LATENCY.name())
                .dimensions(
                        Dimension.builder().name("Name").value("support::live").build(),
                        Dimension.builder().name("Resource").value("arn").build())
                .build();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(metric).period(60).stat(statistic))
                .build();
    }

    private void alarm() {
        ObjectNode properties = (ObjectNode) Json.read("""
                {"AlarmName":"slow","Namespace":"N","MetricName":"M","Statistic":"Sum","Period":60,
                 "EvaluationPeriods":2,"Threshold":1.5,"ComparisonOperator":"GreaterThanThreshold"}""");
        new AlarmResources(alarms, PLACE)
                .make(new ResourceProvider.Wanted("s", "A", "AWS::CloudWatch::Alarm", properties));
    }
}
