package slipway.local.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.json.Json;

/** The tags of a service's resources, by ARN. */
public final class Tags {
    private static final String KEY = "Key";
    private static final String VALUE = "Value";

    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

    /** Adds tags to those that are there. */
    public void put(String arn, Map<String, String> more) {
        tags.merge(arn, Map.copyOf(more), (before, added) -> {
            Map<String, String> all = new TreeMap<>(before);
            all.putAll(added);
            return Map.copyOf(all);
        });
    }

    public void remove(String arn, Collection<String> keys) {
        tags.computeIfPresent(arn, (_, before) -> {
            Map<String, String> rest = new TreeMap<>(before);
            rest.keySet().removeAll(keys);
            return Map.copyOf(rest);
        });
    }

    /** Forgets all tags of a resource that is gone. */
    public void clear(String arn) {
        tags.remove(arn);
    }

    /** By key. */
    public Map<String, String> of(String arn) {
        return new TreeMap<>(tags.getOrDefault(arn, Map.of()));
    }

    /** Reads a list of objects with Key and Value, as templates and most APIs write tags. */
    public static Map<String, String> read(JsonNode list) {
        Map<String, String> read = new TreeMap<>();
        list.forEach(tag -> read.put(tag.path(KEY).asText(), tag.path(VALUE).asText()));
        return read;
    }

    /** The same list from them. */
    public ArrayNode list(String arn) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        of(arn).forEach((key, value) -> list.addObject().put(KEY, key).put(VALUE, value));
        return list;
    }

    /** Condition keys as IAM sees the tags of a resource: {@code aws:ResourceTag/…}. */
    public Map<String, String> context(String arn) {
        Map<String, String> context = new TreeMap<>();
        of(arn).forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
        return context;
    }
}
