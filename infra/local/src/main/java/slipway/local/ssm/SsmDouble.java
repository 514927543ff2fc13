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
import slipway.local.kms.Keys;
import slipway.local.time.TokenBucket;

/** Parameter Store on the wire. */
public final class SsmDouble extends JsonService {
    private static final int NAMES = 10;

    private final ParameterStore store;
    private final TokenBucket puts = new TokenBucket(3);
    private final TokenBucket gets = new TokenBucket(40);
    private final Secrets secrets;
    private final Filters filters;
    private final Map<String, Operation> operations = new TreeMap<>();
    private volatile boolean rates;

    /** With keys of its own. */
    public SsmDouble(ParameterStore store) {
        this(store, new Secrets(new Keys(), store.place()));
    }

    public SsmDouble(ParameterStore store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
        this.filters = new Filters(store);
        operations.putAll(own());
        operations.putAll(new Labels(store).operations());
    }

    /** Whether the documented rates throttle, by the wall's clock; off until told. */
    public SsmDouble rates(boolean enforced) {
        rates = enforced;
        return this;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("ssm");
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    private Map<String, Operation> own() {
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
        Map<String, String> context = store.context(name);
        Rules.tags(input.path("Tags")).forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        call.authorize("ssm:PutParameter", store.arn(name), context);
        if (!input.path("Policies").asText("").isEmpty()) {
            throw Rules.invalid("The local ssm does not know Policies of PutParameter");
        }
        Parameter.Version written = store.put(
                input, call.caller().arn(), (keyId, plain) -> secrets.seal(call, store.arn(name), keyId, plain));
        return JSON.createObjectNode().put("Version", written.version()).put("Tier", written.tier());
    }

    private JsonNode get(Call call, ObjectNode input) {
        throttle(gets);
        String name = Rules.text(input, "Name");
        authorize(call, "GetParameter", name);
        Parameter.Version found = store.get(name).orElseThrow(() -> Rules.notFound(name));
        ObjectNode output = JSON.createObjectNode();
        ObjectNode shown = value(call, input, found);
        int colon = name.startsWith("arn:") ? -1 : name.indexOf(':');
        output.set("Parameter", colon < 0 ? shown : shown.put("Selector", name.substring(colon)));
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
            store.get(name).ifPresentOrElse(version -> found.add(value(call, input, version)), () -> invalid.add(name));
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
        Predicate<Parameter.Version> wanted = filters.below(input.path("ParameterFilters"));
        List<Parameter.Version> found =
                store.below(path, recursive).stream().filter(wanted).toList();
        return Pages.of(input, 10, 10, "Parameters", found, version -> value(call, input, version));
    }

    private JsonNode history(Call call, ObjectNode input) {
        String name = Rules.text(input, "Name");
        authorize(call, "GetParameterHistory", name);
        return Pages.of(input, 50, 50, "Parameters", store.history(name), version -> {
            ObjectNode shown = written(version).put("Value", shownValue(call, input, version));
            store.labels(name, version.version()).forEach(shown.withArray("Labels")::add);
            return shown;
        });
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
        if (!input.path("Filters").isEmpty()) {
            throw Rules.invalid("The local ssm does not know Filters of DescribeParameters: use ParameterFilters");
        }
        Predicate<Parameter.Version> wanted = filters.described(input.path("ParameterFilters"));
        List<Parameter.Version> found = store.all().stream().filter(wanted).toList();
        return Pages.of(input, 50, 50, "Parameters", found, version -> {
            ObjectNode shown = written(version);
            shown.remove(List.of("Value", "Labels"));
            return shown.put("ARN", store.arn(version.name()));
        });
    }

    private JsonNode tag(Call call, ObjectNode input) {
        String name = resource(input);
        Map<String, String> tags = Rules.tags(input.path("Tags"));
        Map<String, String> context = store.context(name);
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
        call.authorize("ssm:" + action, store.arn(plain), store.context(plain));
    }

    private void throttle(TokenBucket bucket) {
        if (rates && !bucket.take()) {
            throw new AwsError(400, "ThrottlingException", "Rate exceeded");
        }
    }

    /** Encrypted, unless the caller asks for it plain. */
    private String shownValue(Call call, ObjectNode input, Parameter.Version version) {
        String keyId = version.keyId();
        return keyId == null || !input.path("WithDecryption").asBoolean(false)
                ? version.value()
                : secrets.open(call, store.arn(version.name()), keyId, version.value());
    }

    private ObjectNode value(Call call, ObjectNode input, Parameter.Version version) {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("Name", version.name()).put("Type", version.type()).put("Value", shownValue(call, input, version));
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
        if (version.keyId() != null) {
            shown.put("KeyId", version.keyId());
        }
        return version.allowedPattern() == null ? shown : shown.put("AllowedPattern", version.allowedPattern());
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
