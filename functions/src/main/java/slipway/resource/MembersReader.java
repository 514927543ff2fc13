package slipway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.agentruntime.ExactJson;
import slipway.customresource.Properties;

/**
 * Reads the members of UpdateAgentRuntime that a template declares. CloudFormation hands every value over as text, so
 * those that the API has as numbers and truth values are known here, from AWS's API models; members that are newer come as
 * JSON of their own.
 */
final class MembersReader {
    private static final String CONFIGURATION = "Configuration";
    private static final String ADDITIONAL = "AdditionalProperties";
    private static final String ENVIRONMENT = "environmentVariables";

    private static final Set<String> TEXTS = Set.of("description", "platformVersion");
    private static final Set<String> LISTS = Set.of("filesystemConfigurations");
    private static final Set<String> OBJECTS = Set.of(
            "networkConfiguration",
            ENVIRONMENT,
            "protocolConfiguration",
            "authorizerConfiguration",
            "requestHeaderConfiguration",
            "lifecycleConfiguration",
            "metadataConfiguration",
            "capacityProviderConfiguration");

    private static final Set<String> NUMBERS =
            Set.of("lifecycleConfiguration.idleRuntimeSessionTimeout", "lifecycleConfiguration.maxLifetime");
    private static final Set<String> FLAGS = Set.of(
            "metadataConfiguration.requireMMDSV2", "networkConfiguration.networkModeConfig.requireServiceS3Endpoint");

    /** Whoever sets these has a property of its own for it, or is not the stack. */
    private static final Map<String, String> ELSEWHERE = new TreeMap<>(Map.of(
            "agentRuntimeArtifact", "remove it: Image is the first image, and every later one comes by a rollout",
            "agentRuntimeName", "write RuntimeName",
            "agentRuntimeId", "remove it: AgentCore gives it",
            "roleArn", "write RoleArn",
            "tags", "write Tags",
            "clientToken", "remove it: it is made for every call"));

    private final Properties properties;
    private final ObjectNode members = ExactJson.object();

    private MembersReader(Properties properties) {
        this.properties = properties;
    }

    static ObjectNode read(Properties properties) {
        MembersReader reader = new MembersReader(properties);
        properties.value(CONFIGURATION).ifPresent(reader::configuration);
        properties.optional(ADDITIONAL).ifPresent(reader::additional);
        return reader.members;
    }

    private void configuration(JsonNode configuration) {
        if (!(configuration instanceof ObjectNode object)) {
            properties.problem(CONFIGURATION, "is no object", "write the members of UpdateAgentRuntime");
            return;
        }
        object.properties().forEach(member -> member(member.getKey(), member.getValue()));
    }

    private void member(String name, JsonNode value) {
        boolean fits = (TEXTS.contains(name) && value.isValueNode())
                || (OBJECTS.contains(name) && value.isObject())
                || (LISTS.contains(name) && value.isArray());
        if (fits) {
            members.set(name, typed(name, value));
        } else if (ELSEWHERE.containsKey(name)) {
            problem(name, "does not belong here", ELSEWHERE.getOrDefault(name, ""));
        } else if (OBJECTS.contains(name)) {
            problem(name, "is no object", "write an object");
        } else if (LISTS.contains(name)) {
            problem(name, "is no list", "write a list");
        } else if (TEXTS.contains(name)) {
            problem(name, "is no text", "write a text");
        } else {
            problem(
                    name,
                    "is not known",
                    "correct it, or put a newer member into " + ADDITIONAL + "; known are " + known());
        }
    }

    private static String known() {
        Set<String> known = new TreeSet<>(TEXTS);
        known.addAll(OBJECTS);
        known.addAll(LISTS);
        return String.join(", ", known);
    }

    private JsonNode typed(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode all = ExactJson.object();
            object.properties().forEach(member -> {
                if (path.equals(ENVIRONMENT) && !member.getValue().isValueNode()) {
                    problem(path + "." + member.getKey(), "is no text", "write a text");
                }
                all.set(member.getKey(), typed(path + "." + member.getKey(), member.getValue()));
            });
            return all;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode all = ExactJson.object().arrayNode();
            list.forEach(each -> all.add(typed(path + "[]", each)));
            return all;
        }
        return scalar(path, value.asText());
    }

    private JsonNode scalar(String path, String text) {
        if (NUMBERS.contains(path)) {
            if (text.matches("[0-9]{1,9}")) {
                return IntNode.valueOf(Integer.parseInt(text));
            }
            problem(path, "is no whole number", "write a number of seconds");
        } else if (FLAGS.contains(path)) {
            if (List.of("true", "false").contains(text)) {
                return BooleanNode.valueOf(text.equals("true"));
            }
            problem(path, "is neither true nor false", "write true or false");
        }
        return TextNode.valueOf(text);
    }

    private void additional(String json) {
        try {
            if (ExactJson.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                object.properties().stream()
                        .filter(member -> ELSEWHERE.containsKey(member.getKey()))
                        .forEach(member -> properties.problem(
                                ADDITIONAL + "." + member.getKey(),
                                "does not belong here",
                                ELSEWHERE.getOrDefault(member.getKey(), "")));
                merge("", members, object);
                return;
            }
        } catch (IOException broken) {
            // The parser's message may quote what stands there.
        }
        properties.problem(ADDITIONAL, "is no JSON object", "write a JSON object as one text");
    }

    private void merge(String path, ObjectNode into, ObjectNode more) {
        more.properties().forEach(member -> {
            String at = path + member.getKey();
            JsonNode present = into.get(member.getKey());
            if (present == null) {
                into.set(member.getKey(), member.getValue());
            } else if (present instanceof ObjectNode known && member.getValue() instanceof ObjectNode newer) {
                merge(at + ".", known, newer);
            } else {
                properties.problem(ADDITIONAL + "." + at, "is in " + CONFIGURATION + ", too", "keep it in one of them");
            }
        });
    }

    private void problem(String path, String what, String remedy) {
        properties.problem(CONFIGURATION + "." + path, what, remedy);
    }
}
