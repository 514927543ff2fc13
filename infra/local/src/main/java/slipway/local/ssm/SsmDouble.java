package slipway.local.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Occasion;
import slipway.local.time.TokenBucket;

/** Parameter Store on the wire. */
public final class SsmDouble extends JsonService {
    private static final int NAMES = 10;

    private final ParameterStore store;
    private final Reads reads;
    private final TokenBucket puts = new TokenBucket(3);
    private final TokenBucket gets = new TokenBucket(40);
    private volatile boolean rates;

    public SsmDouble(ParameterStore store) {
        this.store = store;
        this.reads = new Reads(store);
    }

    /** Whether the documented rates throttle, by the wall's clock; off until told. */
    public SsmDouble rates(boolean enforced) {
        rates = enforced;
        return this;
    }

    /** Which reads show what was there before the newest version. */
    public SsmDouble stale(Predicate<Occasion> reading) {
        reads.stale(reading);
        return this;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("ssm");
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("PutParameter", this::put),
                Map.entry("GetParameter", this::get),
                Map.entry("GetParameters", this::getMany),
                Map.entry("GetParametersByPath", this::getByPath),
                Map.entry("GetParameterHistory", this::history),
                Map.entry("DeleteParameter", this::delete),
                Map.entry("DeleteParameters", this::deleteMany),
                Map.entry("DescribeParameters", this::describe),
                Map.entry("AddTagsToResource", this::tag),
                Map.entry("RemoveTagsFromResource", this::untag),
                Map.entry("ListTagsForResource", this::listTags));
    }

    private JsonNode put(Call call, ObjectNode input) {
        throttle(puts);
        String name = Rules.text(input, "Name");
        Map<String, String> context = context(name);
        Rules.tags(input.path("Tags")).forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        call.authorize("ssm:PutParameter", store.arn(name), context);
        Parameter.Version written = store.put(input, call.caller().arn());
        return JSON.createObjectNode().put("Version", written.version()).put("Tier", written.tier());
    }

    private JsonNode get(Call call, ObjectNode input) {
        throttle(gets);
        String name = Rules.text(input, "Name");
        authorize(call, "GetParameter", name);
        Parameter.Version found = reads.one(call, "ssm:GetParameter", name).orElseThrow(() -> Rules.notFound(name));
        ObjectNode output = JSON.createObjectNode();
        output.set("Parameter", value(found));
        return output;
    }

    private JsonNode getMany(Call call, ObjectNode input) {
        throttle(gets);
        List<String> names = names(input);
        names.forEach(name -> authorize(call, "GetParameters", name));
        ObjectNode output = JSON.createObjectNode();
        ArrayNode found = output.putArray("Parameters");
        ArrayNode invalid = output.putArray("InvalidParameters");
        for (String name : names) {
            reads.one(call, "ssm:GetParameters", name)
                    .ifPresentOrElse(version -> found.add(value(version)), () -> invalid.add(name));
        }
        return output;
    }

    private JsonNode getByPath(Call call, ObjectNode input) {
        throttle(gets);
        String path = Rules.text(input, "Path");
        if (!path.startsWith("/")) {
            throw Rules.invalid("The parameter path must begin with a slash: " + path);
        }
        authorize(call, "GetParametersByPath", path);
        boolean recursive = input.path("Recursive").asBoolean(false);
        return Pages.of(input, 10, 10, "Parameters", reads.below(call, path, recursive), this::value);
    }

    private JsonNode history(Call call, ObjectNode input) {
        String name = Rules.text(input, "Name");
        authorize(call, "GetParameterHistory", name);
        return Pages.of(input, 50, 50, "Parameters", store.history(name), SsmDouble::written);
    }

    private JsonNode delete(Call call, ObjectNode input) {
        String name = Rules.text(input, "Name");
        authorize(call, "DeleteParameter", name);
        if (!store.delete(name)) {
            throw Rules.notFound(name);
        }
        return JSON.createObjectNode();
    }

    private JsonNode deleteMany(Call call, ObjectNode input) {
        List<String> names = names(input);
        names.forEach(name -> authorize(call, "DeleteParameters", name));
        ObjectNode output = JSON.createObjectNode();
        ArrayNode deleted = output.putArray("DeletedParameters");
        ArrayNode invalid = output.putArray("InvalidParameters");
        names.forEach(name -> (store.delete(name) ? deleted : invalid).add(name));
        return output;
    }

    private JsonNode describe(Call call, ObjectNode input) {
        call.authorize("ssm:DescribeParameters", "*");
        for (String filter : new String[] {"Filters", "ParameterFilters"}) {
            if (!input.path(filter).isEmpty()) {
                throw Rules.invalid("The local ssm does not know " + filter + " of DescribeParameters");
            }
        }
        return Pages.of(input, 50, 50, "Parameters", store.all(), version -> {
            ObjectNode shown = written(version);
            shown.remove("Value");
            return shown.put("ARN", store.arn(version.name()));
        });
    }

    private JsonNode tag(Call call, ObjectNode input) {
        String name = resource(input);
        Map<String, String> tags = Rules.tags(input.path("Tags"));
        Map<String, String> context = context(name);
        tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        call.authorize("ssm:AddTagsToResource", store.arn(name), context);
        store.tag(name, tags);
        return JSON.createObjectNode();
    }

    private JsonNode untag(Call call, ObjectNode input) {
        String name = resource(input);
        authorize(call, "RemoveTagsFromResource", name);
        List<String> keys = new ArrayList<>();
        input.path("TagKeys").forEach(key -> keys.add(key.asText()));
        store.untag(name, keys);
        return JSON.createObjectNode();
    }

    private JsonNode listTags(Call call, ObjectNode input) {
        String name = resource(input);
        authorize(call, "ListTagsForResource", name);
        ObjectNode output = JSON.createObjectNode();
        ArrayNode list = output.putArray("TagList");
        store.tags(name)
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return output;
    }

    private static String resource(ObjectNode input) {
        if (!Rules.text(input, "ResourceType").equals("Parameter")) {
            throw Rules.invalid("The local ssm tags parameters only");
        }
        return Rules.text(input, "ResourceId");
    }

    private static List<String> names(ObjectNode input) {
        List<String> names = new ArrayList<>();
        input.path("Names").forEach(name -> names.add(name.asText()));
        if (names.isEmpty() || names.size() > NAMES) {
            throw Rules.invalid("Names must have 1 to 10 entries, not " + names.size());
        }
        return names;
    }

    private void authorize(Call call, String action, String name) {
        String plain = name.startsWith("arn:") ? name : name.replaceFirst(":.*$", "");
        call.authorize("ssm:" + action, store.arn(plain), context(plain));
    }

    private Map<String, String> context(String name) {
        Map<String, String> context = new TreeMap<>();
        store.tagsOrNone(name).forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
        return context;
    }

    private void throttle(TokenBucket bucket) {
        if (rates && !bucket.take()) {
            throw new AwsError(400, "ThrottlingException", "Rate exceeded");
        }
    }

    private ObjectNode value(Parameter.Version version) {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("Name", version.name()).put("Type", version.type()).put("Value", version.value());
        shown.put("Version", version.version()).put("LastModifiedDate", seconds(version.at()));
        return shown.put("ARN", store.arn(version.name())).put("DataType", version.dataType());
    }

    private static ObjectNode written(Parameter.Version version) {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("Name", version.name()).put("Type", version.type()).put("Value", version.value());
        shown.put("LastModifiedDate", seconds(version.at())).put("LastModifiedUser", version.user());
        shown.put("Version", version.version()).put("Tier", version.tier()).put("DataType", version.dataType());
        shown.putArray("Labels");
        shown.putArray("Policies");
        if (version.description() != null) {
            shown.put("Description", version.description());
        }
        return version.allowedPattern() == null ? shown : shown.put("AllowedPattern", version.allowedPattern());
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
