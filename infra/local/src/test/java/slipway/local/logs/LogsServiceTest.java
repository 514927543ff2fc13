package slipway.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.cloudwatch.Metrics;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;

class LogsServiceTest {
    private static final String GROUP = "'logGroupName':'/app'";
    private static final String STREAM = GROUP + ",'logStreamName':'one'";
    private static final String ARN = "arn:aws:logs:eu-central-1:111122223333:log-group:/app:";

    private final Place place = new Place("111122223333", "eu-central-1");
    private Instant now = Instant.parse("2026-11-21T17:00:00Z");
    private final Metrics metrics = new Metrics(() -> now);
    private final Logs logs = new Logs(metrics, () -> now);
    private final Client client = new Client(new LogsService(logs, place));

    LogsServiceTest() {
        client.json("CreateLogGroup", "{" + GROUP + "}");
        client.json("CreateLogStream", "{" + STREAM + "}");
    }

    @Test
    void aLineBecomesAMetricAndIsKeptInAStreamOfItsWriter() {
        String line = "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"Slipway\",\"Dimensions\":[[]],"
                + "\"Metrics\":[{\"Name\":\"Rollouts\"}]}]},\"Rollouts\":1}";
        logs.append("/aws/lambda/x", "x", "hello");
        logs.append("/aws/lambda/x", "x", line);

        assertThat(logs.lines("/aws/lambda/x")).containsExactly("hello", line);
        assertThat(metrics.known()).hasSize(1);
        assertThat(client.json("DescribeLogStreams", "{'logGroupName':'/aws/lambda/x'}")
                        .at("/logStreams/0/logStreamName")
                        .asText())
                .isEqualTo("2026/11/21/x");
    }

    @Test
    void linesAreReadForwardsAndBackwards() {
        put("a", "b", "c");

        JsonNode head = get("'startFromHead':true,'limit':2");
        assertThat(messages(head)).containsExactly("a", "b");
        JsonNode rest = get("'nextToken':'" + head.path("nextForwardToken").asText() + "'");
        assertThat(messages(rest)).containsExactly("c");
        String end = rest.path("nextForwardToken").asText();
        JsonNode none = get("'nextToken':'" + end + "'");
        assertThat(messages(none)).isEmpty();
        assertThat(none.path("nextForwardToken").asText()).isEqualTo(end);
        JsonNode tail = get("'limit':1");
        assertThat(messages(tail)).containsExactly("c");
        assertThat(messages(get("'nextToken':'" + tail.path("nextBackwardToken").asText() + "'")))
                .containsExactly("a", "b");
        assertThat(client.asked).contains("logs:GetLogEvents " + ARN + "log-stream:one");
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, 2",
        "ERROR disk, 1",
        "?disk ?net, 2",
        "ERROR -disk, 1",
        "'\\\"ERROR net\\\"', 1",
        "error, 0",
        "'', 3"
    })
    void linesAreFoundByTheirWords(String pattern, int found) {
        put("ERROR disk", "ERROR net", "INFO all well");

        JsonNode answer = client.json("FilterLogEvents", "{" + GROUP + ",'filterPattern':'" + pattern + "'}");

        assertThat(answer.path("events")).hasSize(found);
    }

    @Test
    void aSearchIsLimitedByTimeStreamAndPage() {
        put("a", "b", "c");
        long second = now.plusSeconds(1).toEpochMilli();

        assertThat(messages(filter("'startTime':" + second))).containsExactly("b", "c");
        assertThat(messages(filter("'endTime':" + second))).containsExactly("a", "b");
        assertThat(messages(get("'endTime':" + second))).containsExactly("a");
        assertThat(messages(filter("'logStreamNamePrefix':'two'"))).isEmpty();
        JsonNode page = filter("'limit':2");
        assertThat(messages(page)).containsExactly("a", "b");
        assertThat(messages(filter("'nextToken':'" + page.path("nextToken").asText() + "'")))
                .containsExactly("c");
        assertThat(filter("'filterPattern':'{ $.a = 1 }'").path("__type").asText())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void whatIsTooOldOrTooNewIsRejectedAndDisorderRefused() {
        long at = now.toEpochMilli();
        long old = now.minus(Duration.ofDays(15)).toEpochMilli();
        long late = now.plus(Duration.ofHours(3)).toEpochMilli();

        JsonNode answer = client.json(
                "PutLogEvents",
                "{" + STREAM + ",'logEvents':[{'timestamp':" + old + ",'message':'a'},{'timestamp':" + at
                        + ",'message':'b'},{'timestamp':" + late + ",'message':'c'}]}");

        assertThat(answer.path("rejectedLogEventsInfo"))
                .isEqualTo(Json.read("{\"tooOldLogEventEndIndex\":1,\"tooNewLogEventStartIndex\":2}"));
        assertThat(logs.lines("/app")).containsExactly("b");
        assertThat(error(
                        "PutLogEvents",
                        "{" + STREAM + ",'logEvents':[{'timestamp':2,'message':'a'},{'timestamp':1,'message':'b'}]}"))
                .isEqualTo("InvalidParameterException");
        assertThat(error("PutLogEvents", "{" + GROUP + ",'logStreamName':'none','logEvents':[]}"))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void linesAreKeptAsLongAsTheGroupSays() {
        put("a");
        client.json("PutRetentionPolicy", "{" + GROUP + ",'retentionInDays':7}");
        assertThat(error("PutRetentionPolicy", "{" + GROUP + ",'retentionInDays':2}"))
                .isEqualTo("InvalidParameterException");
        assertThat(client.json("DescribeLogGroups", "{}")
                        .at("/logGroups/0/retentionInDays")
                        .asInt())
                .isEqualTo(7);

        now = now.plus(Duration.ofDays(8));

        assertThat(logs.lines("/app")).isEmpty();
        ObjectNode properties = Json.object().put("LogGroupName", "/other").put("RetentionInDays", 30);
        new LogResources(logs, place).make(new Wanted("s", "L", "AWS::Logs::LogGroup", properties));
        assertThat(client.json("DescribeLogGroups", "{'logGroupNamePrefix':'/o'}")
                        .at("/logGroups/0/retentionInDays")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void aGroupKeepsItsLastTwoThousandLines() {
        for (int i = 0; i <= 2000; i++) {
            logs.append("/app", "x", String.valueOf(i));
        }
        assertThat(logs.lines("/app")).hasSize(2000).startsWith("1");
    }

    @Test
    void groupsAndStreamsAreMadeListedTaggedAndDeleted() {
        assertThat(error("CreateLogGroup", "{" + GROUP + "}")).isEqualTo("ResourceAlreadyExistsException");
        assertThat(error("CreateLogStream", "{" + STREAM + "}")).isEqualTo("ResourceAlreadyExistsException");
        client.json("CreateLogGroup", "{'logGroupName':'/b','tags':{'a':'1'}}");
        JsonNode page = client.json("DescribeLogGroups", "{'limit':1}");
        assertThat(page.at("/logGroups/0/arn").asText()).isEqualTo(ARN + "*");
        assertThat(page.has("nextToken")).isTrue();
        assertThat(client.json("ListTagsForResource", "{'resourceArn':'" + ARN.replace("/app:", "/b") + "'}")
                        .path("tags"))
                .isEqualTo(Json.read("{\"a\":\"1\"}"));

        client.json("DeleteLogStream", "{" + STREAM + "}");
        assertThat(error("GetLogEvents", "{" + STREAM + "}")).isEqualTo("ResourceNotFoundException");
        client.json("DeleteLogGroup", "{'logGroupIdentifier':'" + ARN + "*'}");
        assertThat(error("DescribeLogStreams", "{" + GROUP + "}")).isEqualTo("ResourceNotFoundException");
    }

    /** A second apart. */
    private void put(String... lines) {
        for (int i = 0; i < lines.length; i++) {
            long at = now.plusSeconds(i).toEpochMilli();
            client.json(
                    "PutLogEvents",
                    "{" + STREAM + ",'logEvents':[{'timestamp':" + at + ",'message':'" + lines[i] + "'}]}");
        }
    }

    private JsonNode get(String more) {
        return client.json("GetLogEvents", "{" + STREAM + "," + more + "}");
    }

    private JsonNode filter(String more) {
        return client.json("FilterLogEvents", "{" + GROUP + "," + more + "}");
    }

    private static List<String> messages(JsonNode answer) {
        return answer.path("events")
                .valueStream()
                .map(event -> event.path("message").asText())
                .toList();
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
