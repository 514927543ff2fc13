package slipway.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;
import slipway.local.json.Json;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Tags;
import slipway.local.wire.Xml;

/** What SNS's API does with topics and their tags. */
final class TopicOperations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final int PAGE = 100;

    private final Topics topics;
    private final Place place;
    private final BiConsumer<String, JsonNode> policies;
    private final Tags tags = new Tags();

    TopicOperations(Topics topics, Place place, BiConsumer<String, JsonNode> policies) {
        this.topics = topics;
        this.place = place;
        this.policies = policies;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "CreateTopic", this::create,
                "DeleteTopic", this::delete,
                "ListTopics", this::list,
                "SetTopicAttributes", this::setAttribute,
                "TagResource", this::tag,
                "UntagResource", this::untag,
                "ListTagsForResource", this::listTags);
    }

    /** A topic that is there is left alone. */
    private String create(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String name = form.required("Name");
        String arn = place.arn("sns", name);
        call.authorize("sns:CreateTopic", arn);
        if (!NAME.matcher(name).matches()) {
            throw invalid("Topic Name: the local sns has standard topics, and no name such as " + name);
        }
        if (topics.names().noneMatch(arn::equals)) {
            topics.create(arn, entries(given).get("KmsMasterKeyId"));
            policies.accept(arn, TopicResources.defaultPolicy(arn));
            tags.put(arn, tags(form));
        }
        return new Xml().text("TopicArn", arn).toString();
    }

    private static Map<String, String> entries(Map<String, String> given) {
        Map<String, String> entries = new TreeMap<>();
        for (int index = 1; given.containsKey("Attributes.entry." + index + ".key"); index++) {
            String entry = "Attributes.entry." + index;
            entries.put(given.getOrDefault(entry + ".key", ""), given.getOrDefault(entry + ".value", ""));
        }
        return entries;
    }

    /** With its subscriptions; what is not there is deleted already. */
    private String delete(Call call, Map<String, String> given) {
        String arn = new Form(given).required("TopicArn");
        call.authorize("sns:DeleteTopic", arn, tags.context(arn));
        topics.delete(arn);
        tags.clear(arn);
        return "";
    }

    private String list(Call call, Map<String, String> given) {
        call.authorize("sns:ListTopics", "*");
        List<String> arns = topics.names().toList();
        Page<String> page = Page.of(arns, new Form(given).optional("NextToken"), PAGE, "InvalidParameter");
        return new Xml()
                .members(
                        "Topics",
                        page.items().stream()
                                .map(arn -> new Xml().text("TopicArn", arn))
                                .toList())
                .text("NextToken", page.next())
                .toString();
    }

    private String setAttribute(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String arn = form.required("TopicArn");
        call.authorize("sns:SetTopicAttributes", arn, tags.context(arn));
        String value = given.getOrDefault("AttributeValue", "");
        topics.subscriptions(arn);
        switch (form.required("AttributeName")) {
            case "Policy" -> policies.accept(arn, policy(value));
            case "KmsMasterKeyId" -> topics.create(arn, value.isEmpty() ? null : value);
            case "DisplayName" -> {
                // Nobody is shown it here.
            }
            case String other -> throw invalid("AttributeName: the local sns does not know " + other);
        }
        return "";
    }

    private static JsonNode policy(String text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw invalid("Policy statement: " + e.getMessage());
        }
    }

    private String tag(Call call, Map<String, String> given) {
        Form form = new Form(given);
        tags.put(tagged(call, form, "sns:TagResource"), tags(form));
        return "";
    }

    private static Map<String, String> tags(Form form) {
        Map<String, String> tags = new TreeMap<>();
        for (int index = 1; form.optional("Tags.member." + index + ".Key") != null; index++) {
            String member = "Tags.member." + index;
            tags.put(form.required(member + ".Key"), form.required(member + ".Value"));
        }
        return tags;
    }

    private String untag(Call call, Map<String, String> given) {
        Form form = new Form(given);
        tags.remove(tagged(call, form, "sns:UntagResource"), form.members("TagKeys"));
        return "";
    }

    private String listTags(Call call, Map<String, String> given) {
        String arn = tagged(call, new Form(given), "sns:ListTagsForResource");
        List<Xml> members = tags.of(arn).entrySet().stream()
                .map(tag -> new Xml().text("Key", tag.getKey()).text("Value", tag.getValue()))
                .toList();
        return new Xml().members("Tags", members).toString();
    }

    private String tagged(Call call, Form form, String action) {
        String arn = form.required("ResourceArn");
        call.authorize(action, arn, tags.context(arn));
        topics.subscriptions(arn);
        return arn;
    }

    static AwsError invalid(String why) {
        return new AwsError(400, "InvalidParameter", "Invalid parameter: " + why);
    }
}
