package slipway.local.sns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** What SNS tells of a topic. Every subscription is confirmed: nobody's consent is missing on this machine. */
final class TopicReads {
    private static final int PAGE = 100;

    private final Topics topics;

    TopicReads(Topics topics) {
        this.topics = topics;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "GetTopicAttributes", this::attributes,
                "ListSubscriptionsByTopic", this::subscriptions);
    }

    private String attributes(Call call, Map<String, String> given) {
        String arn = new Form(given).required("TopicArn");
        call.authorize("sns:GetTopicAttributes", arn);
        int confirmed = topics.subscriptions(arn).size();
        Xml entries = new Xml();
        entry(entries, "TopicArn", arn);
        entry(entries, "Owner", account(arn));
        entry(entries, "SubscriptionsConfirmed", String.valueOf(confirmed));
        entry(entries, "SubscriptionsPending", "0");
        entry(entries, "SubscriptionsDeleted", "0");
        String key = topics.keyId(arn);
        if (key != null) {
            entry(entries, "KmsMasterKeyId", key);
        }
        return new Xml().with("Attributes", entries).toString();
    }

    static void entry(Xml entries, String key, String value) {
        entries.with("entry", new Xml().text("key", key).text("value", value));
    }

    private String subscriptions(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String arn = form.required("TopicArn");
        call.authorize("sns:ListSubscriptionsByTopic", arn);
        Page<Subscription> page =
                Page.of(topics.subscriptions(arn), form.optional("NextToken"), PAGE, "InvalidParameter");
        List<Xml> members = page.items().stream().map(TopicReads::shown).toList();
        return new Xml()
                .members("Subscriptions", members)
                .text("NextToken", page.next())
                .toString();
    }

    static Xml shown(Subscription subscription) {
        return new Xml()
                .text("TopicArn", subscription.topicArn())
                .text("Protocol", subscription.protocol().name().toLowerCase(Locale.ROOT))
                .text("SubscriptionArn", subscription.arn())
                .text("Owner", account(subscription.topicArn()))
                .text("Endpoint", subscription.endpoint());
    }

    private static String account(String arn) {
        return arn.split(":", -1)[4];
    }
}
