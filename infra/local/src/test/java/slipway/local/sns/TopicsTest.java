package slipway.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.bus.Inbox;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.kms.KeyResources;
import slipway.local.kms.Keys;

class TopicsTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:people";
    private static final Caller ADMIN = new Caller.Administrator("arn:aws:iam::111122223333:root");

    private final Place place = new Place("111122223333", "eu-central-1");
    private final Inbox inbox = new Inbox();
    private final Keys keys = new Keys();
    private final Map<String, JsonNode> policies = new HashMap<>();
    private final Topics topics = new Topics(
            InstantSource.system(),
            (caller, action, resource, context) -> {
                if (resource.contains(":kms:") && caller instanceof Caller.ServicePrincipal) {
                    throw AwsError.accessDenied(caller, action, resource);
                }
            },
            keys,
            inbox::find);
    private final TopicResources resources = new TopicResources(topics, place, policies::put);

    @Test
    void aQueueGetsTheEnvelopeAndAFunctionTheRecords() throws InterruptedException {
        topic(Json.object());
        subscribe("sqs", "arn:aws:sqs:eu-central-1:111122223333:q");
        subscribe("lambda", "arn:aws:lambda:eu-central-1:111122223333:function:f");
        topics.publish(TOPIC, "subject", "hello", ADMIN);
        Inbox.Got queue = inbox.next();
        assertThat(queue.event().path("Message").asText()).isEqualTo("hello");
        assertThat(queue.from()).isEqualTo(new Caller.ServicePrincipal("sns.amazonaws.com", TOPIC));
        assertThat(inbox.next().event().at("/Records/0/Sns/Subject").asText()).isEqualTo("subject");
    }

    @Test
    void aNewTopicLetsAlarmsInUntilItsPolicyIsReplaced() {
        topic(Json.object());
        assertThat(policies.get(TOPIC)).asString().contains("cloudwatch.amazonaws.com");
        ObjectNode policy = Json.object();
        policy.putArray("Topics").add(TOPIC);
        policy.putObject("PolicyDocument").putArray("Statement");
        resources.make(new Wanted("s", "P", "AWS::SNS::TopicPolicy", policy));
        assertThat(policies.get(TOPIC)).asString().doesNotContain("cloudwatch");
    }

    @Test
    void anEncryptedTopicAsksForItsKeyBehindAnAlias() {
        KeyResources keyResources = new KeyResources(keys, place, policies::put);
        ObjectNode keyProperties = Json.object();
        keyProperties.putObject("KeyPolicy");
        String id = keyResources
                .make(new Wanted("s", "K", "AWS::KMS::Key", keyProperties))
                .physicalId();
        ObjectNode alias = Json.object().put("AliasName", "alias/slipway").put("TargetKeyId", id);
        keyResources.make(new Wanted("s", "A", "AWS::KMS::Alias", alias));
        topic(Json.object().put("KmsMasterKeyId", "alias/slipway"));
        Caller alarm = new Caller.ServicePrincipal("cloudwatch.amazonaws.com", "arn");
        assertThatThrownBy(() -> topics.publish(TOPIC, "", "x", alarm)).hasMessageContaining("key/" + id);
    }

    @Test
    void aRulesTextIsMailedWithItsQuotes() {
        topic(Json.object());
        subscribe("email", "people@example.com");
        topics.receive(TOPIC, Json.read("\"support has news\""), ADMIN);
        assertThat(topics.outbox()).extracting(Mail::message).containsExactly("\"support has news\"");
    }

    @Test
    void aTopicThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> topics.publish(TOPIC, "", "x", ADMIN)).hasMessageContaining("does not exist");
    }

    private void topic(ObjectNode properties) {
        resources.make(new Wanted("s", "T", "AWS::SNS::Topic", properties.put("TopicName", "people")));
    }

    private void subscribe(String protocol, String endpoint) {
        ObjectNode properties =
                Json.object().put("TopicArn", TOPIC).put("Protocol", protocol).put("Endpoint", endpoint);
        resources.make(new Wanted("s", protocol, "AWS::SNS::Subscription", properties));
    }
}
