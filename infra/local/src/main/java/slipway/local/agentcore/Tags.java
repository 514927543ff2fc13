package slipway.local.agentcore;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags of runtimes and of endpoints: each has its own, and IAM looks at each one's own. */
final class Tags {
    private static final Pattern RESOURCE = Pattern.compile(
            "arn:aws[^:]*:bedrock-agentcore:[a-z0-9-]+:[0-9]{12}:runtime/([^/]+)(?:/runtime-endpoint/([^/]+))?");

    private final Store store;

    Tags(Store store) {
        this.store = store;
    }

    Map<String, String> list(String arn) {
        return store.locked(() -> Map.copyOf(find(arn)));
    }

    void add(String arn, Map<String, String> tags) {
        Rules.tags(tags);
        store.locked(() -> {
            Map<String, String> all = new TreeMap<>(find(arn));
            all.putAll(tags);
            if (all.size() > Rules.MOST_TAGS) {
                throw Faults.quota("A resource can have at most %d tags".formatted(Rules.MOST_TAGS));
            }
            find(arn).putAll(tags);
            return true;
        });
    }

    void remove(String arn, Collection<String> keys) {
        store.locked(() -> find(arn).keySet().removeAll(keys));
    }

    /** For conditions: a resource that is not there has no tags. */
    Map<String, String> ofRuntime(String id) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtimes().get(id);
            return runtime == null ? Map.of() : Map.copyOf(runtime.tags());
        });
    }

    Map<String, String> ofEndpoint(String id, String name) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtimes().get(id);
            EndpointState endpoint =
                    runtime == null ? null : runtime.endpoints().get(name);
            return endpoint == null ? Map.of() : Map.copyOf(endpoint.tags());
        });
    }

    /** The tags behind an ARN of either kind, empty when there is no such resource. */
    Map<String, String> of(String arn) {
        Matcher parts = RESOURCE.matcher(arn);
        if (!parts.matches()) {
            return Map.of();
        }
        String endpoint = parts.group(2);
        return endpoint == null ? ofRuntime(parts.group(1)) : ofEndpoint(parts.group(1), endpoint);
    }

    private Map<String, String> find(String arn) {
        Matcher parts = RESOURCE.matcher(arn);
        if (!parts.matches()) {
            throw Faults.invalid("Not the ARN of an agent runtime or of an endpoint: " + arn);
        }
        RuntimeState runtime = store.runtime(parts.group(1));
        @Nullable String endpoint = parts.group(2);
        return endpoint == null ? runtime.tags() : runtime.endpoint(endpoint).tags();
    }
}
