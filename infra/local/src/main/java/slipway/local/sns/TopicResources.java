package slipway.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.json.Properties;

/** Makes topics, their policies and subscriptions from templates. */
public final class TopicResources implements ResourceProvider {
    private static final Set<String> TOPIC =
            Set.of("TopicName", "DisplayName", "KmsMasterKeyId", "Subscription", "Tags");
    private static final Set<String> POLICY = Set.of("Topics", "PolicyDocument");
    private static final Set<String> SUBSCRIPTION =
            Set.of("TopicArn", "Protocol", "Endpoint", "RawMessageDelivery", "Region");

    private final Topics topics;
    private final Place place;
    private final BiConsumer<String, JsonNode> policies;

    /** @param policies takes the ARN of a topic and the policy document that replaces its former one */
    public TopicResources(Topics topics, Place place, BiConsumer<String, JsonNode> policies) {
        this.topics = topics;
        this.place = place;
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "AWS::SNS::Subscription");
    }

    @Override
    public Made make(Wanted wanted) {
        return switch (wanted.type()) {
            case "AWS::SNS::Topic" -> topic(wanted);
            case "AWS::SNS::TopicPolicy" -> policy(wanted);
            case String other -> subscription(wanted);
        };
    }

    private Made topic(Wanted wanted) {
        Properties properties = Properties.of(wanted, TOPIC);
        String name = properties.text("TopicName", properties.generatedName());
        String arn = place.arn("sns", name);
        topics.create(arn, properties.has("KmsMasterKeyId") ? properties.text("KmsMasterKeyId") : null);
        policies.accept(arn, defaultPolicy(arn));
        for (JsonNode one : properties.get("Subscription")) {
            subscribe(properties, arn, one, arn + ":" + properties.identifier());
        }
        return new Made(arn, Map.of("TopicArn", arn, "TopicName", name));
    }

    /** What AWS gives a new topic lets in the account's own alarms, and no other service. */
    static JsonNode defaultPolicy(String arn) {
        return Json.read("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sns:Publish",
                 "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Resource": "%s"}]}""".formatted(arn));
    }

    private Made policy(Wanted wanted) {
        Properties properties = Properties.of(wanted, POLICY);
        for (JsonNode topic : properties.get("Topics")) {
            policies.accept(topic.asText(), properties.get("PolicyDocument"));
        }
        return new Made(properties.generatedName(), Map.of());
    }

    private Made subscription(Wanted wanted) {
        Properties properties = Properties.of(wanted, SUBSCRIPTION);
        String topic = properties.text("TopicArn");
        String arn = topic + ":" + properties.identifier();
        subscribe(properties, topic, wanted.properties(), arn);
        return new Made(arn, Map.of("Arn", arn));
    }

    private void subscribe(Properties properties, String topic, JsonNode wanted, String arn) {
        topics.subscribe(new Subscription(
                arn,
                topic,
                protocol(properties, wanted.path("Protocol").asText()),
                wanted.path("Endpoint").asText(),
                wanted.path("RawMessageDelivery").asBoolean(false)));
    }

    private static Subscription.Protocol protocol(Properties properties, String name) {
        try {
            return Subscription.Protocol.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw properties.wrong("Protocol", "'" + name + "' is not known here");
        }
    }
}
