package slipway.local.sns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** What SNS's API does with subscriptions: confirmed at once, since nobody's consent is missing on this machine. */
final class SubscriptionOperations {
    private static final String RAW = "RawMessageDelivery";
    private static final int PAGE = 100;

    private final Topics topics;

    SubscriptionOperations(Topics topics) {
        this.topics = topics;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "Subscribe", this::subscribe,
                "Unsubscribe", this::unsubscribe,
                "ListSubscriptions", this::list,
                "GetSubscriptionAttributes", this::attributes,
                "SetSubscriptionAttributes", this::setAttribute);
    }

    /** The same endpoint is subscribed once. */
    private String subscribe(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String topic = form.required("TopicArn");
        call.authorize("sns:Subscribe", topic);
        String name = form.required("Protocol");
        String endpoint = form.required("Endpoint");
        Subscription.Protocol protocol = Arrays.stream(Subscription.Protocol.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> TopicOperations.invalid("the local sns does not know the protocol " + name));
        boolean raw = RAW.equals(form.optional("Attributes.entry.1.key"))
                && "true".equals(form.optional("Attributes.entry.1.value"));
        String arn = topics.subscriptions(topic).stream()
                .filter(one -> one.protocol() == protocol && one.endpoint().equals(endpoint))
                .map(Subscription::arn)
                .findFirst()
                .orElseGet(() -> {
                    String made = topic + ":" + UUID.randomUUID();
                    topics.subscribe(new Subscription(made, topic, protocol, endpoint, raw));
                    return made;
                });
        return new Xml().text("SubscriptionArn", arn).toString();
    }

    private String unsubscribe(Call call, Map<String, String> given) {
        String arn = new Form(given).required("SubscriptionArn");
        call.authorize("sns:Unsubscribe", arn);
        topics.unsubscribe(arn);
        return "";
    }

    private String list(Call call, Map<String, String> given) {
        call.authorize("sns:ListSubscriptions", "*");
        List<Subscription> all = topics.names()
                .flatMap(topic -> topics.subscriptions(topic).stream())
                .toList();
        Page<Subscription> page = Page.of(all, new Form(given).optional("NextToken"), PAGE, "InvalidParameter");
        return new Xml()
                .members(
                        "Subscriptions",
                        page.items().stream().map(TopicReads::shown).toList())
                .text("NextToken", page.next())
                .toString();
    }

    private String attributes(Call call, Map<String, String> given) {
        Subscription subscription = allowed(call, given, "sns:GetSubscriptionAttributes");
        Xml entries = new Xml();
        TopicReads.entry(entries, "SubscriptionArn", subscription.arn());
        TopicReads.entry(entries, "TopicArn", subscription.topicArn());
        TopicReads.entry(entries, "Protocol", subscription.protocol().name().toLowerCase(Locale.ROOT));
        TopicReads.entry(entries, "Endpoint", subscription.endpoint());
        TopicReads.entry(entries, RAW, String.valueOf(subscription.raw()));
        TopicReads.entry(entries, "PendingConfirmation", "false");
        return new Xml().with("Attributes", entries).toString();
    }

    private String setAttribute(Call call, Map<String, String> given) {
        Subscription before = allowed(call, given, "sns:SetSubscriptionAttributes");
        String name = new Form(given).required("AttributeName");
        if (!name.equals(RAW)) {
            throw TopicOperations.invalid("AttributeName: the local sns does not know " + name);
        }
        boolean raw = given.getOrDefault("AttributeValue", "").equals("true");
        topics.unsubscribe(before.arn());
        topics.subscribe(new Subscription(before.arn(), before.topicArn(), before.protocol(), before.endpoint(), raw));
        return "";
    }

    private Subscription allowed(Call call, Map<String, String> given, String action) {
        String arn = new Form(given).required("SubscriptionArn");
        call.authorize(action, arn);
        return topics.names()
                .flatMap(topic -> topics.subscriptions(topic).stream())
                .filter(one -> one.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(404, "NotFound", "Subscription does not exist"));
    }
}
