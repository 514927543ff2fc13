package slipway.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeTags;
import slipway.customresource.Properties;
import slipway.limit.Limit;
import slipway.limit.Limits;

/** Reads the properties of a {@code Custom::AgentRuntime}. */
final class RuntimePropertiesReader {
    private static final String IMAGE = "Image";
    private static final String ROLE = "RoleArn";
    private static final String TAGS = "Tags";

    private RuntimePropertiesReader() {}

    static RuntimeProperties read(Properties properties) {
        boolean adopt = properties.flag("Adopt", false);
        Optional<String> role = adopt ? properties.optional(ROLE) : Optional.of(properties.text(ROLE));
        Optional<String> image = adopt ? properties.optional(IMAGE) : Optional.of(properties.text(IMAGE));
        check(properties, ROLE, role, "runtime.role");
        check(properties, IMAGE, image, "image.uri");
        ObjectNode members = MembersReader.read(properties);
        role.ifPresent(arn -> members.put("roleArn", arn));
        RuntimeProperties read = new RuntimeProperties(
                name(properties),
                image.orElse(""),
                adopt,
                properties.choice("WaitFor", WaitFor.class, WaitFor.PROMOTED),
                members,
                tags(properties));
        properties.refuseOthers();
        return read;
    }

    private static RuntimeName name(Properties properties) {
        String name = properties.text("RuntimeName");
        check(properties, "RuntimeName", Optional.of(name), "runtime.name");
        return new RuntimeName(Limits.of("runtime.name").allows(name) ? name : "unnamed");
    }

    /** What is missing was told already. */
    private static void check(Properties properties, String name, Optional<String> value, String limit) {
        Limit known = Limits.of(limit);
        value.filter(text -> !text.isEmpty() && !known.allows(text))
                .ifPresent(_ -> properties.problem(name, "is not of its form", known.remedy()));
    }

    private static SortedMap<String, String> tags(Properties properties) {
        SortedMap<String, String> tags = new TreeMap<>();
        properties.value(TAGS).ifPresent(node -> {
            if (!node.isObject()) {
                properties.problem(TAGS, "is no object", "write keys and values");
            }
            node.properties().forEach(tag -> {
                String key = tag.getKey();
                if (RuntimeTags.isReserved(key)) {
                    properties.problem(TAGS + "." + key, "is reserved", "choose a key without that prefix");
                }
                tags.put(key, tag.getValue().asText());
            });
        });
        return tags;
    }
}
