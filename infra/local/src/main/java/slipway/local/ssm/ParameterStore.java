package slipway.local.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.state.Kept;
import slipway.local.time.ScaledClock;

/** The parameters themselves, and an event for every change. */
public final class ParameterStore implements Kept {
    private final Place place;
    private final ScaledClock clock;
    private final Consumer<ObjectNode> events;
    private final NavigableMap<String, Parameter> parameters = new TreeMap<>();

    /** @param events takes AWS's own events for the default bus */
    public ParameterStore(Place place, ScaledClock clock, Consumer<ObjectNode> events) {
        this.place = place;
        this.clock = clock;
        this.events = events;
    }

    /** Encrypts the value of a SecureString. */
    @FunctionalInterface
    interface Seal {
        String of(String keyId, String plain);
    }

    /**
     * A write: PutParameter's input by its AWS names, and who writes.
     *
     * @param seal asked before anything is changed, where the value is a secret
     */
    Parameter.Version put(ObjectNode input, String user, Seal seal) {
        String name = Rules.text(input, "Name");
        Rules.name(name);
        boolean overwrite = input.path("Overwrite").asBoolean(false);
        Map<String, String> tags = Rules.tags(input.path("Tags"));
        if (overwrite && !tags.isEmpty()) {
            throw Rules.invalid("Invalid request: tags and overwrite can't be used together. To create a parameter with"
                    + " tags, please remove overwrite flag. To update tags for an existing parameter, please use"
                    + " AddTagsToResource or RemoveTagsFromResource.");
        }
        Parameter.Version written;
        boolean created;
        synchronized (this) {
            Parameter parameter = parameters.get(name);
            created = parameter == null;
            if (parameter != null && !overwrite) {
                throw new AwsError(
                        400,
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the request"
                                + " to true.");
            }
            written = version(input, parameter == null ? null : parameter.latest(), user, seal);
            Parameter kept = parameter == null ? new Parameter() : parameter;
            kept.write(written);
            kept.tags().putAll(tags);
            parameters.put(name, kept);
        }
        publish(created ? "Create" : "Update", written);
        return written;
    }

    private Parameter.Version version(ObjectNode input, Parameter.@Nullable Version before, String user, Seal seal) {
        String value = Rules.text(input, "Value");
        String allowed = Rules.optional(input, "AllowedPattern");
        Rules.value(value, allowed);
        String description = Rules.optional(input, "Description");
        String dataType = Rules.dataType(Rules.optional(input, "DataType"));
        String type = Rules.type(input, before == null ? null : before.type());
        String tier = Rules.tier(Rules.optional(input, "Tier"), before == null ? null : before.tier(), value);
        String keyId = Secrets.keyId(input, type);
        return new Parameter.Version(
                Rules.text(input, "Name"),
                type,
                keyId == null ? value : seal.of(keyId, value),
                before == null ? 1 : before.version() + 1,
                tier,
                description == null && before != null ? before.description() : description,
                allowed,
                dataType,
                keyId,
                clock.instant(),
                user);
    }

    /** By name, by ARN, or by name and version ({@code name:3}) or label ({@code name:live}). */
    synchronized Optional<Parameter.Version> get(String selector) {
        String name = name(selector);
        int colon = name.indexOf(':');
        Parameter parameter = parameters.get(colon < 0 ? name : name.substring(0, colon));
        if (parameter == null || colon < 0) {
            return Optional.ofNullable(parameter).map(Parameter::latest);
        }
        String asked = name.substring(colon + 1);
        Integer labelled = parameter.labels().get(asked);
        String version = labelled == null ? asked : labelled.toString();
        return parameter.history().stream()
                .filter(one -> String.valueOf(one.version()).equals(version))
                .findFirst();
    }

    synchronized List<Parameter.Version> history(String selector) {
        return List.copyOf(found(name(selector)).history());
    }

    /** What this user wrote last, as far as the history goes. */
    synchronized Optional<Parameter.Version> lastBy(String user, String name) {
        Parameter parameter = parameters.get(name);
        return parameter == null
                ? Optional.empty()
                : parameter.history().reversed().stream()
                        .filter(version -> version.user().equals(user))
                        .findFirst();
    }

    synchronized List<Parameter.Version> below(String path, boolean recursive) {
        String prefix = path.endsWith("/") ? path : path + "/";
        return parameters.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .filter(entry -> recursive || entry.getKey().indexOf('/', prefix.length()) < 0)
                .map(entry -> entry.getValue().latest())
                .toList();
    }

    synchronized List<Parameter.Version> all() {
        return parameters.values().stream().map(Parameter::latest).toList();
    }

    /** The values of all parameters that are no secret, by name, for who only looks. */
    public synchronized NavigableMap<String, String> texts() {
        NavigableMap<String, String> texts = new TreeMap<>();
        parameters.forEach((name, parameter) -> {
            if (!parameter.latest().type().equals("SecureString")) {
                texts.put(name, parameter.latest().value());
            }
        });
        return texts;
    }

    /** Whether it was there. */
    boolean delete(String selector) {
        Parameter gone;
        synchronized (this) {
            gone = parameters.remove(name(selector));
        }
        if (gone != null) {
            publish("Delete", gone.latest());
        }
        return gone != null;
    }

    synchronized Map<String, String> tags(String selector) {
        return new TreeMap<>(found(name(selector)).tags());
    }

    /** The tags that conditions look at: none, where there is no such parameter. */
    synchronized Map<String, String> tagsOrNone(String selector) {
        Parameter parameter = parameters.get(name(selector));
        return parameter == null ? Map.of() : new TreeMap<>(parameter.tags());
    }

    synchronized void tag(String selector, Map<String, String> tags) {
        found(name(selector)).tags().putAll(tags);
    }

    synchronized void untag(String selector, Collection<String> keys) {
        new ArrayList<>(keys).forEach(found(name(selector)).tags()::remove);
    }

    /** Condition keys as IAM sees a parameter's tags. */
    Map<String, String> context(String selector) {
        Map<String, String> context = new TreeMap<>();
        tagsOrNone(selector).forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
        return context;
    }

    /** The labels of a version. */
    synchronized List<String> labels(String selector, int version) {
        return found(name(selector)).labels().entrySet().stream()
                .filter(label -> label.getValue() == version)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A label that names another version moves. */
    void label(String selector, Parameter.Version version, Collection<String> labels) {
        synchronized (this) {
            labels.forEach(label -> found(name(selector)).labels().put(label, version.version()));
        }
        publish("LabelParameterVersion", version);
    }

    synchronized void unlabel(String selector, Collection<String> labels) {
        found(name(selector)).labels().keySet().removeAll(labels);
    }

    Place place() {
        return place;
    }

    String arn(String name) {
        return place.arn("ssm", "parameter/" + name(name).replaceFirst("^/", ""));
    }

    @Override
    public String name() {
        return "parameters";
    }

    @Override
    public synchronized JsonNode contents() {
        Map<String, Parameter.Contents> all = new TreeMap<>();
        parameters.forEach((name, parameter) -> {
            // A secret is no file's business, and the key that it is encrypted under ends with this cloud.
            if (!parameter.latest().type().equals(Secrets.TYPE)) {
                all.put(name, parameter.contents());
            }
        });
        return JSON.valueToTree(all);
    }

    @Override
    public synchronized void restore(JsonNode contents) {
        contents.properties()
                .forEach(one -> parameters.put(
                        one.getKey(), Parameter.restored(JSON.convertValue(one.getValue(), Parameter.Contents.class))));
    }

    private Parameter found(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw Rules.notFound(name);
        }
        return parameter;
    }

    /** An ARN does not tell whether the name has a leading slash: a name with further slashes must have one. */
    private String name(String selector) {
        String prefix = place.arn("ssm", "parameter/");
        if (!selector.startsWith(prefix)) {
            return selector;
        }
        String rest = selector.substring(prefix.length());
        return rest.contains("/") ? "/" + rest : rest;
    }

    private void publish(String operation, Parameter.Version version) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0").put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Parameter Store Change").put("source", "aws.ssm");
        event.put("account", place.account());
        event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", place.region());
        event.putArray("resources").add(arn(version.name()));
        ObjectNode detail = event.putObject("detail");
        detail.put("operation", operation).put("name", version.name()).put("type", version.type());
        if (version.description() != null) {
            detail.put("description", version.description());
        }
        events.accept(event);
    }
}
