package slipway.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.bus.Inbox;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.kms.Keys;

class SnsServiceTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:people";
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:111122223333:q";

    private final Inbox inbox = new Inbox();
    private final Map<String, JsonNode> policies = new HashMap<>();
    private final Topics topics =
            new Topics(InstantSource.system(), (caller, action, resource, context) -> {}, new Keys(), inbox::find);
    private final Client client =
            new Client(new SnsService(topics, new Place("111122223333", "eu-central-1"), policies::put));

    @BeforeEach
    void make() {
        client.form("Action=CreateTopic&Name=people&Tags.member.1.Key=team&Tags.member.1.Value=x");
    }

    @Test
    void aTopicIsMadeOnceListedTaggedAndDeleted() {
        assertThat(client.form("Action=CreateTopic&Name=people")).contains("<TopicArn>" + TOPIC);
        assertThat(client.form("Action=CreateTopic&Name=people.fifo")).contains("InvalidParameter");
        assertThat(client.form("Action=ListTopics")).containsOnlyOnce("<TopicArn>");
        assertThat(policies.get(TOPIC)).asString().contains("cloudwatch.amazonaws.com");
        assertThat(client.form("Action=ListTagsForResource&ResourceArn=" + TOPIC))
                .contains("<Value>x</Value>");
        client.form("Action=UntagResource&ResourceArn=" + TOPIC + "&TagKeys.member.1=team");
        assertThat(client.form("Action=ListTagsForResource&ResourceArn=" + TOPIC))
                .doesNotContain("<Value>");

        client.form("Action=DeleteTopic&TopicArn=" + TOPIC);
        assertThat(client.form("Action=GetTopicAttributes&TopicArn=" + TOPIC)).contains("NotFound");
    }

    @Test
    void aSubscriberGetsWhatIsPublishedRawIfItShall() throws InterruptedException {
        String subscribe = "Action=Subscribe&TopicArn=" + TOPIC + "&Protocol=sqs&Endpoint=" + QUEUE;
        String subscribed = client.form(subscribe);
        String arn = subscribed.substring(
                subscribed.indexOf("<SubscriptionArn>") + 17, subscribed.indexOf("</SubscriptionArn>"));
        assertThat(client.form(subscribe)).contains(arn);
        client.form("Action=SetSubscriptionAttributes&AttributeName=RawMessageDelivery&AttributeValue=true"
                + "&SubscriptionArn=" + arn);
        assertThat(client.form("Action=GetSubscriptionAttributes&SubscriptionArn=" + arn))
                .contains("<key>RawMessageDelivery</key><value>true</value>");

        client.form("Action=Publish&TopicArn=" + TOPIC + "&Message=plain+words");
        assertThat(inbox.next().event()).hasToString("plain words");

        client.form("Action=Unsubscribe&SubscriptionArn=" + arn);
        assertThat(client.form("Action=ListSubscriptions")).doesNotContain(arn);
        assertThat(client.form("Action=Subscribe&TopicArn=" + TOPIC + "&Protocol=sms&Endpoint=1"))
                .contains("InvalidParameter", "sms");
    }

    @Test
    void aBatchHasOneToTenMessages() {
        String entry =
                "&PublishBatchRequestEntries.member.%1$d.Id=m%1$d&PublishBatchRequestEntries.member.%1$d.Message=a";
        String batch = "Action=PublishBatch&TopicArn=" + TOPIC;
        StringBuilder eleven = new StringBuilder(batch);
        for (int index = 1; index <= 11; index++) {
            eleven.append(entry.formatted(index));
        }

        assertThat(client.form(batch + entry.formatted(1) + entry.formatted(2))).contains("<Id>m1</Id>", "<Id>m2</Id>");
        assertThat(client.form(batch)).contains("EmptyBatchRequest");
        assertThat(client.form(eleven.toString())).contains("TooManyEntriesInBatchRequest");
    }

    @Test
    void whatSnsRefusesIsRefused() {
        String publish = "Action=Publish&TopicArn=" + TOPIC + "&Message=";
        assertThat(client.form(publish)).contains("Empty message");
        assertThat(client.form(publish + "a".repeat(256 * 1024 + 1))).contains("Message too long");
        assertThat(client.form(publish + "a&Subject=" + "a".repeat(101))).contains("Subject");
        assertThat(client.form("Action=SetTopicAttributes&AttributeName=Colour&TopicArn=" + TOPIC))
                .contains("Colour");
    }
}
