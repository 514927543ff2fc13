package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import slipway.local.json.Json;

/** What a target gets of an event: all of it, or what the rule says. */
@FunctionalInterface
public interface TargetInput {
    /** What an InputTransformer says. */
    Set<String> TRANSFORMER = Set.of("InputPathsMap", "InputTemplate");

    /** @throws slipway.local.edge.AwsError when the event cannot be made into it */
    JsonNode of(ObjectNode event);

    /**
     * Reads a target.
     *
     * @param wrong makes the error that names a member and what is wrong with it
     */
    static TargetInput read(JsonNode target, BiFunction<String, String, RuntimeException> wrong) {
        List<String> given = Stream.of("Input", "InputPath", "InputTransformer")
                .filter(target::has)
                .toList();
        if (given.isEmpty()) {
            return event -> event;
        }
        String name = given.getFirst();
        target.path("InputTransformer").fieldNames().forEachRemaining(member -> {
            if (!TRANSFORMER.contains(member)) {
                throw wrong.apply("Targets.InputTransformer." + member, "is not known here");
            }
        });
        if (given.size() > 1) {
            throw wrong.apply("Targets." + name, "excludes " + given.getLast());
        }
        try {
            return read(name, target.get(name));
        } catch (IllegalArgumentException e) {
            throw wrong.apply("Targets." + name, String.valueOf(e.getMessage()));
        }
    }

    private static TargetInput read(String name, JsonNode value) {
        return switch (name) {
            case "Input" -> {
                JsonNode constant = Json.read(value.asText());
                yield event -> constant;
            }
            case "InputPath" -> {
                EventPath path = new EventPath(value.asText());
                yield event -> path.in(event).deepCopy();
            }
            default -> transformer(value)::apply;
        };
    }

    private static InputTransformer transformer(JsonNode value) {
        Map<String, EventPath> paths = new LinkedHashMap<>();
        value.path("InputPathsMap")
                .properties()
                .forEach(path ->
                        paths.put(path.getKey(), new EventPath(path.getValue().asText())));
        return new InputTransformer(paths, value.path("InputTemplate").asText());
    }
}
