package slipway.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class AlarmChangesTest {
    private static final String ALARM = "{'AlarmName':'a','Namespace':'N','MetricName':'M','Statistic':'Sum',"
            + "'Period':60,'EvaluationPeriods':2,'Threshold':1,'ComparisonOperator':'GreaterThanThreshold'%s}";
    private static final String ARN = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1);
    private final Metrics metrics = new Metrics(clock);
    private final Client client = new Client(new CloudWatchService(
            place,
            metrics,
            new Alarms(place, clock, metrics, event -> {}, arn -> Optional.empty()),
            new Dashboards(place, clock)));

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void anAlarmIsPutSwitchedAndDeletedByApi() {
        client.json("PutMetricAlarm", ALARM.formatted(",'Tags':[{'Key':'team','Value':'x'}]"));
        assertThat(alarm().path("DatapointsToAlarm").asInt()).isEqualTo(2);
        assertThat(client.json("ListTagsForResource", "{'ResourceARN':'" + ARN + "'}")
                        .path("Tags"))
                .isEqualTo(Json.read("[{\"Key\":\"team\",\"Value\":\"x\"}]"));

        client.json("DisableAlarmActions", "{'AlarmNames':['a','none']}");
        assertThat(alarm().path("ActionsEnabled").asBoolean()).isFalse();
        client.json("EnableAlarmActions", "{'AlarmNames':['a']}");
        assertThat(alarm().path("ActionsEnabled").asBoolean()).isTrue();
        assertThat(client.json("DescribeAlarmsForMetric", "{'Namespace':'N','MetricName':'M'}")
                        .path("MetricAlarms"))
                .hasSize(1);

        assertThat(error("DeleteAlarms", "{'AlarmNames':['a','none']}")).isEqualTo("ResourceNotFound");
        client.json("DeleteAlarms", "{'AlarmNames':['a']}");
        assertThat(client.json("DescribeAlarms", "{}").path("MetricAlarms")).isEmpty();
        assertThat(client.asked).contains("cloudwatch:PutMetricAlarm " + ARN, "cloudwatch:DeleteAlarms " + ARN);
    }

    private JsonNode alarm() {
        return client.json("DescribeAlarms", "{}").at("/MetricAlarms/0");
    }

    @Test
    void whatAnAlarmCannotBeIsRefusedByName() {
        assertThat(client.json("PutMetricAlarm", ALARM.formatted(",'DatapointsToAlarm':3"))
                        .path("message")
                        .asText())
                .contains("DatapointsToAlarm");
        assertThat(client.json("PutMetricAlarm", ALARM.formatted(",'Metrics':[]"))
                        .path("message")
                        .asText())
                .contains("Metrics");
        assertThat(error("PutMetricAlarm", ALARM.replace("'Sum'", "'Median'").formatted("")))
                .isEqualTo("ValidationError");
    }

    @Test
    void severalValuesCountAsOftenAsTheyWereSeen() {
        put("'Values':[1,5],'Counts':[3,1]");
        assertThat(metrics.between(
                        new Series("N", "M", Map.of()),
                        Instant.EPOCH,
                        clock.instant().plusSeconds(60)))
                .extracting(Datum::value)
                .containsExactly(1.0, 1.0, 1.0, 5.0);
        assertThat(put("'Values':[1,5],'Counts':[3]")).isEqualTo("InvalidParameterValueException");
        assertThat(put("'Value':'NaN'")).isEqualTo("InvalidParameterValueException");
        assertThat(put("'StatisticValues':{'Sum':1}")).isEqualTo("InvalidParameterValueException");
        assertThat(put("'Unit':'Count'")).isEqualTo("MissingRequiredParameterException");
    }

    private String put(String value) {
        return error("PutMetricData", "{'Namespace':'N','MetricData':[{'MetricName':'M'," + value + "}]}");
    }

    @Test
    void dataComeInPagesOfAsManyPointsAsAreAskedFor() {
        for (int minute = 0; minute < 3; minute++) {
            String at = "2026-11-21T08:0" + minute + ":10Z";
            client.json(
                    "PutMetricData",
                    "{'Namespace':'N','MetricData':[{'MetricName':'M','Value':" + minute + ",'Timestamp':'" + at
                            + "'}]}");
        }

        JsonNode first = data("'MaxDatapoints':2");
        assertThat(first.at("/MetricDataResults/0/Values")).isEqualTo(Json.read("[2.0,1.0]"));
        assertThat(first.at("/MetricDataResults/0/StatusCode").asText()).isEqualTo("PartialData");
        JsonNode rest = data("'NextToken':'" + first.path("NextToken").asText() + "'");
        assertThat(rest.at("/MetricDataResults/0/Values")).isEqualTo(Json.read("[0.0]"));
        assertThat(rest.at("/MetricDataResults/0/StatusCode").asText()).isEqualTo("Complete");
        assertThat(rest.has("NextToken")).isFalse();
    }

    private JsonNode data(String more) {
        return client.json(
                "GetMetricData",
                "{'StartTime':'2026-11-21T08:00:00Z','EndTime':'2026-11-21T08:05:00Z','MetricDataQueries':[{'Id':'q',"
                        + "'MetricStat':{'Metric':{'Namespace':'N','MetricName':'M'},'Period':60,'Stat':'Sum'}}],"
                        + more + "}");
    }

    @Test
    void aDashboardIsPutAndDeletedByApi() {
        client.json("PutDashboard", "{'DashboardName':'d','DashboardBody':'{\\'widgets\\':[]}'}");
        assertThat(error("PutDashboard", "{'DashboardName':'e','DashboardBody':'{}'}"))
                .isEqualTo("InvalidParameterInput");
        client.json("DeleteDashboards", "{'DashboardNames':['d']}");
        assertThat(error("GetDashboard", "{'DashboardName':'d'}")).isEqualTo("ResourceNotFound");
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
