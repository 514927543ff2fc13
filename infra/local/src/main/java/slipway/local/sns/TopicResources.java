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

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return switch (wanted.type()) {
            case "AWS::SNS::Topic" -> changedTopic(wanted, before);
            case "AWS::SNS::TopicPolicy" -> {
                delete(before, made);
                yield policy(wanted);
            }
            case String other -> {
                topics.unsubscribe(made.physicalId());
                yield subscription(wanted);
            }
        };
    }

    private Made changedTopic(Wanted wanted, Wanted before) {
        String arn = place.arn("sns", name(wanted));
        if (wanted.differsIn("TopicName", before)) {
            return topic(wanted);
        }
        if (wanted.differsIn("Subscription", before)) {
            throw new IllegalArgumentException(
                    "The local cloud does not update the subscriptions within an AWS::SNS::Topic");
        }
        Properties properties = Properties.of(wanted, TOPIC);
        topics.create(arn, properties.has("KmsMasterKeyId") ? properties.text("KmsMasterKeyId") : null);
        return new Made(arn, Map.of("TopicArn", arn, "TopicName", name(wanted)));
    }

    private static String name(Wanted wanted) {
        Properties properties = Properties.of(wanted, TOPIC);
        return properties.text("TopicName", properties.generatedName());
    }

    /** A topic without a policy of its own has again what AWS gave it. */
    @Override
    public void delete(Wanted was, Made made) {
        switch (was.type()) {
            case "AWS::SNS::Topic" -> topics.delete(made.physicalId());
            case "AWS::SNS::TopicPolicy" ->
                was.properties()
                        .path("Topics")
                        .forEach(topic -> policies.accept(topic.asText(), defaultPolicy(topic.asText())));
            case String other -> topics.unsubscribe(made.physicalId());
        }
    }

    private Made topic(Wanted wanted) {
        Properties properties = Properties.of(wanted, TOPIC);
        String name = name(wanted);
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
