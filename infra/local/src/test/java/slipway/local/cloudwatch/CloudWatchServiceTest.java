package slipway.local.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class CloudWatchServiceTest {
    private static final String QUERY = "Action=GetMetricData&StartTime=2026-11-21T08:00:00Z"
            + "&EndTime=2026-11-21T08:05:00Z&MetricDataQueries.member.1.Id=q";
    private static final String STAT = "&MetricDataQueries.member.1.MetricStat.Metric.Namespace=N"
            + "&MetricDataQueries.member.1.MetricStat.Metric.MetricName=M"
            + "&MetricDataQueries.member.1.MetricStat.Period=60&MetricDataQueries.member.1.MetricStat.Stat=Sum";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1);
    private final Metrics metrics = new Metrics(clock);
    private final Alarms alarms = new Alarms(place, clock, metrics, event -> {}, arn -> Optional.empty());
    private final Dashboards dashboards = new Dashboards(place, clock);
    private final CloudWatchService service = new CloudWatchService(place, metrics, alarms, dashboards);
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aValueThatWasPutIsInTheStatistics() throws IOException {
        call("Action=PutMetricData&Namespace=Slipway&MetricData.member.1.MetricName=Rollouts"
                + "&MetricData.member.1.Value=2&MetricData.member.1.Timestamp=2026-11-21T08:00:10Z"
                + "&MetricData.member.1.Dimensions.member.1.Name=Environment"
                + "&MetricData.member.1.Dimensions.member.1.Value=local");
        String answer = call("Action=GetMetricStatistics&Namespace=Slipway&MetricName=Rollouts"
                + "&Dimensions.member.1.Name=Environment&Dimensions.member.1.Value=local&Period=60"
                + "&StartTime=2026-11-21T08:00:00Z&EndTime=2026-11-21T09:00:00Z&Statistics.member.1=Sum");
        assertThat(answer).contains("<Timestamp>2026-11-21T08:00:00Z</Timestamp>", "<Sum>2.0</Sum>");
        assertThat(asked)
                .containsExactly(
                        "cloudwatch:PutMetricData * {cloudwatch:namespace=Slipway}",
                        "cloudwatch:GetMetricStatistics * {}");
    }

    @Test
    void alarmsAreDescribedByState() throws IOException {
        var properties = Json.read("""
                {"AlarmName":"a<b","Namespace":"N","MetricName":"M","Statistic":"Sum","Period":60,
                 "EvaluationPeriods":2,"Threshold":1.5,"ComparisonOperator":"LessThanThreshold"}""");
        new AlarmResources(alarms, place)
                .make(new ResourceProvider.Wanted("s", "A", "AWS::CloudWatch::Alarm", (ObjectNode) properties));
        assertThat(call("Action=DescribeAlarms&StateValue=INSUFFICIENT_DATA"))
                .contains("<AlarmName>a&lt;b</AlarmName>", "<DatapointsToAlarm>2</DatapointsToAlarm>");
        assertThat(call("Action=DescribeAlarms&StateValue=ALARM")).doesNotContain("AlarmName");
    }

    @Test
    void alarmsComeInPages() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            alarm(name);
        }
        assertThat(call("Action=DescribeAlarms&MaxRecords=2"))
                .contains("<AlarmName>a<", "<AlarmName>b<", "<NextToken>2</NextToken>")
                .doesNotContain("<AlarmName>c<");
        assertThat(call("Action=DescribeAlarms&MaxRecords=2&NextToken=2"))
                .contains("<AlarmName>c<")
                .doesNotContain("<AlarmName>b<", "NextToken");
        assertThat(call("Action=DescribeAlarms&AlarmNamePrefix=b"))
                .contains("<AlarmName>b<")
                .doesNotContain("<AlarmName>a<");
        assertThat(call("Action=DescribeAlarms&AlarmNames.member.1=c&AlarmNames.member.2=a"))
                .contains("<AlarmName>a<", "<AlarmName>c<")
                .doesNotContain("<AlarmName>b<");
        assertThat(call("Action=DescribeAlarms&AlarmTypes.member.1=CompositeAlarm"))
                .doesNotContain("AlarmName");
    }

    @Test
    void whatIsAskedForAndNotKnownIsNamed() throws IOException {
        assertThat(call("Action=DescribeAlarms&ChildrenOfAlarmName=a")).contains("ChildrenOfAlarmName");
        assertThat(call(QUERY + "&MetricDataQueries.member.1.Expression=m1*2")).contains("metric math", "m1*2");
        assertThat(call(QUERY + STAT + "&MetricDataQueries.member.1.MetricStat.Stat=tm99"))
                .contains("tm99");
        assertThat(call(QUERY + STAT + "&MetricDataQueries.member.1.MetricStat.Period=90"))
                .contains("Period");
        assertThat(call(QUERY + STAT + "&MetricDataQueries.member.1.MetricStat.Unit=Count"))
                .contains("Unit");
    }

    @Test
    void aDashboardComesBackAsItWasWrittenAndNonsenseIsRefused() throws IOException {
        String body = "{\"widgets\":[{\"type\":\"text\",\"properties\":{\"markdown\":\"a < b\"}}]}";
        dashboard("overview", body);
        assertThat(call("Action=GetDashboard&DashboardName=overview"))
                .contains("<DashboardArn>arn:aws:cloudwatch::111122223333:dashboard/overview</DashboardArn>")
                .contains("a &lt; b");
        assertThat(call("Action=ListDashboards&DashboardNamePrefix=over"))
                .contains("<Size>" + body.length() + "</Size>");
        assertThat(call("Action=ListDashboards&DashboardNamePrefix=under")).doesNotContain("<Size>");
        assertThat(call("Action=GetDashboard&DashboardName=gone")).contains("ResourceNotFound");
        assertThatThrownBy(() -> dashboard("broken", "{\"widgets\":["))
                .hasMessageContaining("AWS::CloudWatch::Dashboard")
                .hasMessageContaining("DashboardBody");
        assertThatThrownBy(() -> dashboard("empty", "{}")).hasMessageContaining("widgets");
    }

    private void dashboard(String name, String body) {
        ObjectNode properties = Json.object().put("DashboardName", name).put("DashboardBody", body);
        new DashboardResources(dashboards)
                .make(new ResourceProvider.Wanted("s", "D", "AWS::CloudWatch::Dashboard", properties));
    }

    private void alarm(String name) {
        var properties = (ObjectNode) Json.read("""
                {"Namespace":"N","MetricName":"M","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,
                 "ComparisonOperator":"GreaterThanThreshold"}""");
        new AlarmResources(alarms, place)
                .make(new ResourceProvider.Wanted(
                        "s", "A", "AWS::CloudWatch::Alarm", properties.put("AlarmName", name)));
    }

    private String call(String form) throws IOException {
        Answer answer = service.answer(new Call(
                "monitoring",
                new Caller.Administrator("arn:aws:iam::111122223333:root"),
                "POST",
                "/",
                Map.of(),
                Map.of(),
                form.getBytes(UTF_8),
                (caller, action, resource, context) -> asked.add(action + " " + resource + " " + context)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.body().writeTo(out);
        return out.toString(UTF_8);
    }
}
