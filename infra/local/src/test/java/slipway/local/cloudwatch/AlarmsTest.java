package slipway.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.json.Json;
import slipway.local.kms.Keys;
import slipway.local.sns.Mail;
import slipway.local.sns.TopicResources;
import slipway.local.sns.Topics;
import slipway.local.time.ScaledClock;

class AlarmsTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:people";
    private static final Series DEPTH =
            new Series("AWS/SQS", "ApproximateNumberOfMessagesVisible", Map.of("QueueName", "dead"));

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(500);
    private final Metrics metrics = new Metrics(clock);
    private final LinkedBlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
    private final Topics topics = topics((caller, action, resource, context) -> {});
    private final Alarms alarms = new Alarms(place, clock, metrics, events::add, this::receiver);

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void anAlarmRingsWhileMessagesAreThereAndThenIsOkAgain() throws InterruptedException {
        mailTo(topics);
        make("'AlarmActions':['" + TOPIC + "'],'OKActions':['" + TOPIC + "']");
        assertThat(nextState()).isEqualTo("OK");
        Gauges gauges = new Gauges(metrics, clock);
        gauges.set(DEPTH, 2);
        ObjectNode ringing = next();
        assertThat(ringing.at("/detail/state/value").asText()).isEqualTo("ALARM");
        assertThat(ringing.at("/detail/state/reason").asText()).startsWith("Threshold Crossed: 1 out of the last 1");
        assertThat(ringing.at("/detail/previousState/value").asText()).isEqualTo("OK");
        assertThat(ringing.at("/detail/state/timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        assertThat(ringing.at("/detail/previousState/reason").asText()).startsWith("Threshold Crossed: no datapoints");
        assertThat(ringing.path("detail-type").asText()).isEqualTo("CloudWatch Alarm State Change");
        assertThat(ringing.at("/resources/0").asText())
                .isEqualTo("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:dead-letters");
        JsonNode data = Json.read(ringing.at("/detail/state/reasonData").asText());
        assertThat(data.path("recentDatapoints")).isEqualTo(Json.read("[2.0]"));
        assertThat(data.at("/evaluatedDatapoints/0/value").asDouble()).isEqualTo(2);
        gauges.set(DEPTH, 0);
        assertThat(nextState()).isEqualTo("OK");
        assertThat(topics.outbox())
                .extracting(Mail::subject)
                .containsExactly(
                        "OK: \"dead-letters\" in eu-central-1",
                        "ALARM: \"dead-letters\" in eu-central-1",
                        "OK: \"dead-letters\" in eu-central-1");
    }

    @Test
    void anActionThatIsRefusedIsRecordedWithTheChange() throws InterruptedException {
        make("'AlarmActions':['arn:aws:sns:eu-central-1:111122223333:nobody']");
        assertThat(nextState()).isEqualTo("OK");
        metrics.put(DEPTH, 1);
        assertThat(nextState()).isEqualTo("ALARM");
        assertThat(alarms.history().get(1).failedActions())
                .singleElement()
                .asString()
                .contains("There is no");
    }

    @Test
    void aStateThatWasSetIsToldAndThenEvaluatedAgain() throws InterruptedException {
        make("'AlarmActions':[]");
        assertThat(nextState()).isEqualTo("OK");
        alarms.set("dead-letters", Alarm.StateValue.ALARM, "a try", "");
        assertThat(next().at("/detail/state/reason").asText()).isEqualTo("a try");
        assertThat(nextState()).isEqualTo("OK");
        assertThatThrownBy(() -> alarms.set("nobody", Alarm.StateValue.ALARM, "a try", ""))
                .hasMessageContaining("nobody");
    }

    @Test
    void whatAnAlarmDoesNotKnowIsRefusedByName() {
        assertThatThrownBy(() -> make("'Metrics':[]"))
                .hasMessageContaining("AWS::CloudWatch::Alarm")
                .hasMessageContaining("Metrics");
    }

    @Test
    void aServiceMayNotPublishToATopicUnderAwsOwnKey() {
        Topics encrypted = topics((caller, action, resource, context) -> {});
        ObjectNode properties = Json.object().put("TopicName", "people").put("KmsMasterKeyId", "alias/aws/sns");
        new TopicResources(encrypted, place, (arn, policy) -> {})
                .make(new ResourceProvider.Wanted("s", "T", "AWS::SNS::Topic", properties));
        Caller alarm = new Caller.ServicePrincipal("cloudwatch.amazonaws.com", "arn");
        assertThatThrownBy(() -> encrypted.receive(TOPIC, Json.object(), alarm))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("kms:GenerateDataKey");
    }

    private Topics topics(Authorizer authorizer) {
        return new Topics(clock, authorizer, new Keys(), arn -> Optional.empty());
    }

    private Optional<Receiver> receiver(String arn) {
        return topics.receives(arn) ? Optional.of(topics) : Optional.empty();
    }

    private void mailTo(Topics wanted) {
        TopicResources resources = new TopicResources(wanted, place, (arn, policy) -> {});
        resources.make(new ResourceProvider.Wanted(
                "s", "T", "AWS::SNS::Topic", Json.object().put("TopicName", "people")));
        ObjectNode mail =
                Json.object().put("TopicArn", TOPIC).put("Protocol", "email").put("Endpoint", "people@example.com");
        resources.make(new ResourceProvider.Wanted("s", "S", "AWS::SNS::Subscription", mail));
    }

    private void make(String more) {
        ObjectNode properties = (ObjectNode) Json.read(("{'AlarmName':'dead-letters','Namespace':'AWS/SQS',"
                        + "'MetricName':'ApproximateNumberOfMessagesVisible','Statistic':'Maximum','Period':60,"
                        + "'Dimensions':[{'Name':'QueueName','Value':'dead'}],'EvaluationPeriods':1,'Threshold':1,"
                        + "'ComparisonOperator':'GreaterThanOrEqualToThreshold','TreatMissingData':'notBreaching',"
                        + more + "}")
                .replace('\'', '"'));
        new AlarmResources(alarms, place)
                .make(new ResourceProvider.Wanted("s", "A", "AWS::CloudWatch::Alarm", properties));
    }

    private String nextState() throws InterruptedException {
        return next().at("/detail/state/value").asText();
    }

    private ObjectNode next() throws InterruptedException {
        ObjectNode event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("No alarm changed: " + List.copyOf(alarms.all()));
        }
        return event;
    }
}
