package slipway.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

class ListQueuesTest {
    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1);
    private final Queues queues =
            new Queues(place, clock, (caller, action, resource, context) -> {}, (queue, visible) -> {});
    private final Client client = new Client(new SqsService(place, () -> "http://local", queues));

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void queuesAreListedByPrefixAndInPages() {
        for (String name : new String[] {"orders-1", "orders-2", "other"}) {
            queues.create(QueueSettings.of(name));
        }

        JsonNode first = client.json("ListQueues", "{'QueueNamePrefix':'orders','MaxResults':1}");
        JsonNode second = client.json(
                "ListQueues",
                "{'QueueNamePrefix':'orders','MaxResults':1,'NextToken':'"
                        + first.path("NextToken").asText() + "'}");

        assertThat(first.path("QueueUrls").toString()).isEqualTo("[\"http://local/111122223333/orders-1\"]");
        assertThat(second.path("QueueUrls").toString()).isEqualTo("[\"http://local/111122223333/orders-2\"]");
        assertThat(second.has("NextToken")).isFalse();
    }
}
