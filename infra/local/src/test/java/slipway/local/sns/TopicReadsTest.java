package slipway.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.kms.Keys;

class TopicReadsTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:people";

    private final Topics topics = new Topics(
            InstantSource.system(), (caller, action, resource, context) -> {}, new Keys(), arn -> Optional.empty());
    private final Client client =
            new Client(new SnsService(topics, new Place("111122223333", "eu-central-1"), (arn, policy) -> {}));

    @Test
    void aTopicShowsItsKeyAndHowManySubscribe() {
        topics.create(TOPIC, "alias/people");
        subscribe("one@example.com");

        assertThat(client.form("Action=GetTopicAttributes&TopicArn=" + TOPIC))
                .contains(
                        "<entry><key>KmsMasterKeyId</key><value>alias/people</value></entry>",
                        "<entry><key>SubscriptionsConfirmed</key><value>1</value></entry>");
        assertThat(client.asked).containsExactly("sns:GetTopicAttributes " + TOPIC);
    }

    @Test
    void subscriptionsAreListedInPages() {
        topics.create(TOPIC, null);
        for (int i = 0; i < 101; i++) {
            subscribe("p%d@example.com".formatted(i));
        }

        String first = client.form("Action=ListSubscriptionsByTopic&TopicArn=" + TOPIC);
        String second = client.form("Action=ListSubscriptionsByTopic&NextToken=100&TopicArn=" + TOPIC);

        assertThat(first).contains("<NextToken>100</NextToken>", "<Protocol>email</Protocol>");
        assertThat(second).contains("<Endpoint>p100@example.com</Endpoint>").doesNotContain("NextToken");
    }

    @Test
    void aTopicThatIsNotThereIsNotFound() {
        assertThat(client.form("Action=ListSubscriptionsByTopic&TopicArn=" + TOPIC))
                .contains("<Code>NotFound</Code>");
        assertThat(client.form("Action=GetTopicAttributes")).contains("TopicArn is required");
    }

    private void subscribe(String address) {
        topics.subscribe(new Subscription(TOPIC + ":" + address, TOPIC, Subscription.Protocol.EMAIL, address, false));
    }
}
