package slipway.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;
import slipway.local.json.Json;
import slipway.local.kms.Keys;

/** The topics and who subscribes to them. */
public final class Topics implements Receiver {
    private final InstantSource clock;
    private final Authorizer authorizer;
    private final Keys keys;
    private final Fanout fanout;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Published> published = new CopyOnWriteArrayList<>();

    /** @param receivers finds the queue or function behind a subscription's endpoint */
    public Topics(
            InstantSource clock, Authorizer authorizer, Keys keys, Function<String, Optional<Receiver>> receivers) {
        this.clock = clock;
        this.authorizer = authorizer;
        this.keys = keys;
        this.fanout = new Fanout(clock, receivers);
    }

    private record Topic(String arn, @Nullable String keyId) {}

    void create(String arn, @Nullable String keyId) {
        topics.put(arn, new Topic(arn, keyId));
    }

    void subscribe(Subscription subscription) {
        topic(subscription.topicArn());
        subscriptions.add(subscription);
    }

    /** @throws AwsError NotFound */
    List<Subscription> subscriptions(String topicArn) {
        topic(topicArn);
        return subscriptions.stream()
                .filter(subscription -> subscription.topicArn().equals(topicArn))
                .toList();
    }

    /** The ARNs of all topics, in order. */
    Stream<String> names() {
        return topics.keySet().stream().sorted();
    }

    /** With its subscriptions. */
    void delete(String arn) {
        topics.remove(arn);
        subscriptions.removeIf(subscription -> subscription.topicArn().equals(arn));
    }

    void unsubscribe(String subscriptionArn) {
        subscriptions.removeIf(subscription -> subscription.arn().equals(subscriptionArn));
    }

    /** The key that encrypts the topic, if there is one. */
    @Nullable
    String keyId(String topicArn) {
        return topic(topicArn).keyId();
    }

    /** The mails so far. */
    public List<Mail> outbox() {
        return fanout.outbox();
    }

    /** What subscribers did not take, in words. */
    public List<String> undelivered() {
        return fanout.undelivered();
    }

    /** Every message that topics took so far. */
    public List<Published> published() {
        return List.copyOf(published);
    }

    /**
     * Publishes to the topic's subscribers.
     *
     * @return the message's id
     * @throws AwsError NotFound or AuthorizationError
     */
    public String publish(String topicArn, String subject, String message, Caller from) {
        Topic topic = topic(topicArn);
        authorizer.authorize(from, "sns:Publish", topicArn, Map.of());
        authorizeKey(topic, from);
        Published taken = new Published(UUID.randomUUID().toString(), topicArn, subject, message, clock.instant());
        published.add(taken);
        subscriptions.stream()
                .filter(subscription -> subscription.topicArn().equals(topicArn))
                .forEach(subscription -> fanout.send(subscription, taken));
        return taken.id();
    }

    /** Services need the key itself: AWS's own key for SNS lets none of them in. */
    private void authorizeKey(Topic topic, Caller from) {
        if (topic.keyId() == null) {
            return;
        }
        Optional<String> key = keys.find(topic.keyId());
        if (key.isPresent()) {
            Map<String, String> context = via(topic, from);
            authorizer.authorize(from, "kms:GenerateDataKey", key.get(), context);
            authorizer.authorize(from, "kms:Decrypt", key.get(), context);
        } else if (from instanceof Caller.ServicePrincipal) {
            throw AwsError.accessDenied(from, "kms:GenerateDataKey", topic.keyId());
        }
    }

    /** SNS asks for a person or a role; a service asks by itself. */
    private static Map<String, String> via(Topic topic, Caller from) {
        return from instanceof Caller.ServicePrincipal
                ? Map.of()
                : Map.of(
                        "kms:ViaService",
                        "sns.%s.amazonaws.com".formatted(topic.arn().split(":", -1)[3]));
    }

    private Topic topic(String arn) {
        Topic topic = topics.get(arn);
        if (topic == null) {
            throw new AwsError(404, "NotFound", "Topic does not exist");
        }
        return topic;
    }

    @Override
    public boolean receives(String arn) {
        return topics.containsKey(arn);
    }

    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        publish(arn, subject(event), Json.write(event), from);
    }

    private static String subject(JsonNode event) {
        if (!event.path("AlarmName").isTextual()) {
            return "";
        }
        return "%s: \"%s\" in %s"
                .formatted(
                        event.path("NewStateValue").asText(),
                        event.path("AlarmName").asText(),
                        event.path("Region").asText());
    }
}
