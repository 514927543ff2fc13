package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tags may move to another image.
 *
 * @param mode as the API names it
 * @param exceptions filters of tags for which the opposite holds
 */
record TagMutability(Mode mode, List<String> exceptions) {
    private static final Pattern FILTER = Pattern.compile("[0-9a-zA-Z._*-]{1,128}");
    private static final String TYPE = "ImageTagMutabilityExclusionFilterType";
    private static final String VALUE = "ImageTagMutabilityExclusionFilterValue";
    private static final int MOST_FILTERS = 5;
    private static final int MOST_WILDCARDS = 2;

    enum Mode {
        MUTABLE,
        IMMUTABLE,
        MUTABLE_WITH_EXCLUSION,
        IMMUTABLE_WITH_EXCLUSION
    }

    /** @throws IllegalArgumentException naming the mode or the filter that ECR refuses */
    static TagMutability of(String mode, JsonNode filters) {
        Mode wanted = mode(mode);
        boolean excludes = wanted == Mode.MUTABLE_WITH_EXCLUSION || wanted == Mode.IMMUTABLE_WITH_EXCLUSION;
        if (excludes != !filters.isEmpty() || filters.size() > MOST_FILTERS) {
            throw new IllegalArgumentException("ImageTagMutability " + mode + " takes "
                    + (excludes ? "1 to " + MOST_FILTERS : "no") + " ImageTagMutabilityExclusionFilters, not "
                    + filters.size());
        }
        return new TagMutability(
                wanted, filters.valueStream().map(TagMutability::filter).toList());
    }

    /** Filters as the API writes them, in the spelling of templates. */
    static JsonNode asInTemplates(JsonNode filters) {
        var list = JsonNodeFactory.instance.arrayNode();
        filters.forEach(filter -> list.addObject()
                .put(TYPE, filter.path("filterType").asText())
                .put(VALUE, filter.path("filter").asText()));
        return list;
    }

    private static Mode mode(String name) {
        try {
            return Mode.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ECR does not know the ImageTagMutability " + name, e);
        }
    }

    private static String filter(JsonNode filter) {
        String value = filter.path(VALUE).asText();
        if (!filter.path(TYPE).asText().equals("WILDCARD")
                || !FILTER.matcher(value).matches()
                || Glob.wildcards(value) > MOST_WILDCARDS) {
            throw new IllegalArgumentException("Not an ImageTagMutabilityExclusionFilter of ECR, which has the type"
                    + " WILDCARD and at most 2 wildcards: " + filter);
        }
        return value;
    }

    /** Whether this tag stays with the image that it names. */
    boolean fixes(String tag) {
        boolean immutable = mode == Mode.IMMUTABLE || mode == Mode.IMMUTABLE_WITH_EXCLUSION;
        return immutable != exceptions.stream().anyMatch(filter -> Glob.matches(filter, tag));
    }

    void show(ObjectNode repository) {
        repository.put("imageTagMutability", mode.name());
        if (!exceptions.isEmpty()) {
            var filters = repository.putArray("imageTagMutabilityExclusionFilters");
            exceptions.forEach(
                    one -> filters.addObject().put("filterType", "WILDCARD").put("filter", one));
        }
    }
}
