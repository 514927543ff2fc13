package slipway.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;
import slipway.local.json.Json;

/** Hands a message to one subscriber, in the shape that its protocol has. */
final class Fanout {
    private final InstantSource clock;
    private final Function<String, Optional<Receiver>> receivers;
    private final List<Mail> outbox = new CopyOnWriteArrayList<>();
    private final List<String> undelivered = new CopyOnWriteArrayList<>();

    Fanout(InstantSource clock, Function<String, Optional<Receiver>> receivers) {
        this.clock = clock;
        this.receivers = receivers;
    }

    List<Mail> outbox() {
        return List.copyOf(outbox);
    }

    List<String> undelivered() {
        return List.copyOf(undelivered);
    }

    void send(Subscription subscription, Published message) {
        switch (subscription.protocol()) {
            case EMAIL ->
                outbox.add(new Mail(
                        subscription.endpoint(),
                        message.topicArn(),
                        message.subject(),
                        message.message(),
                        clock.instant()));
            case SQS -> hand(subscription, subscription.raw() ? raw(message) : notification(message));
            case LAMBDA -> hand(subscription, records(subscription, message));
        }
    }

    private void hand(Subscription subscription, JsonNode event) {
        Caller from = new Caller.ServicePrincipal("sns.amazonaws.com", subscription.topicArn());
        String endpoint = subscription.endpoint();
        try {
            receivers
                    .apply(endpoint)
                    .orElseThrow(() -> new AwsError(404, "NotFound", "There is no " + endpoint))
                    .receive(endpoint, event, from);
        } catch (AwsError e) {
            undelivered.add(endpoint + ": " + e.text());
        }
    }

    /** The message as it stands, whatever it is. */
    private static JsonNode raw(Published message) {
        return Json.MAPPER.getNodeFactory().rawValueNode(new RawValue(message.message()));
    }

    private static ObjectNode notification(Published message) {
        return Json.object()
                .put("Type", "Notification")
                .put("MessageId", message.id())
                .put("TopicArn", message.topicArn())
                .put("Subject", message.subject())
                .put("Message", message.message())
                .put("Timestamp", message.at().toString());
    }

    private static ObjectNode records(Subscription subscription, Published message) {
        ObjectNode event = Json.object();
        event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn())
                .set("Sns", notification(message));
        return event;
    }
}
