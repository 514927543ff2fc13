package slipway.local.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import slipway.local.edge.AwsError;

/**
 * Which parameters a list shows.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html">
 *     ParameterStringFilter</a>
 */
final class Filters {
    private static final Set<String> OF_PATH = Set.of("Type", "KeyId", "Label");
    private static final Map<String, Function<Parameter.Version, String>> TEXTS = Map.of(
            "Name", Parameter.Version::name,
            "Type", Parameter.Version::type,
            "Tier", Parameter.Version::tier,
            "DataType", Parameter.Version::dataType,
            "KeyId", version -> String.valueOf(version.keyId()));

    private final ParameterStore store;

    Filters(ParameterStore store) {
        this.store = store;
    }

    /** What DescribeParameters knows: all must match. */
    Predicate<Parameter.Version> described(JsonNode filters) {
        Predicate<Parameter.Version> all = version -> true;
        for (JsonNode filter : filters) {
            all = all.and(one(filter));
        }
        return all;
    }

    /** What GetParametersByPath knows. */
    Predicate<Parameter.Version> below(JsonNode filters) {
        filters.forEach(filter -> {
            if (!OF_PATH.contains(filter.path("Key").asText())) {
                throw invalidKey(filter.path("Key").asText());
            }
        });
        return described(filters);
    }

    private Predicate<Parameter.Version> one(JsonNode filter) {
        String key = Rules.text(filter, "Key");
        List<String> values =
                filter.path("Values").valueStream().map(JsonNode::asText).toList();
        String option = filter.path("Option").asText(key.equals("Path") ? "OneLevel" : "Equals");
        if (key.startsWith("tag:")) {
            return version -> tagged(version, key.substring("tag:".length()), values);
        }
        if (key.equals("Label")) {
            return version ->
                    store.labels(version.name(), version.version()).stream().anyMatch(values::contains);
        }
        if (key.equals("Path")) {
            return version -> values.stream().anyMatch(path -> isBelow(version.name(), path, option));
        }
        Function<Parameter.Version, String> text = TEXTS.get(key);
        if (text == null) {
            throw invalidKey(key);
        }
        return version -> values.stream().anyMatch(value -> compare(text.apply(version), option, value));
    }

    private boolean tagged(Parameter.Version version, String tag, List<String> values) {
        String value = store.tags(version.name()).get(tag);
        return value != null && (values.isEmpty() || values.contains(value));
    }

    private static boolean isBelow(String name, String path, String option) {
        String prefix = path.endsWith("/") ? path : path + "/";
        return switch (option) {
            case "Recursive" -> name.startsWith(prefix);
            case "OneLevel" -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0;
            case String other -> throw invalidOption(other);
        };
    }

    private static boolean compare(String text, String option, String value) {
        return switch (option) {
            case "Equals" -> text.equals(value);
            case "BeginsWith" -> text.startsWith(value);
            case "Contains" -> text.contains(value);
            case String other -> throw invalidOption(other);
        };
    }

    private static AwsError invalidKey(String key) {
        return new AwsError(400, "InvalidFilterKey", "The specified key isn't valid: " + key);
    }

    private static AwsError invalidOption(String option) {
        return new AwsError(400, "InvalidFilterOption", "The specified filter option isn't valid: " + option);
    }
}
