package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What AgentCore accepts: the constraints of its API, and the limits that its documentation adds. */
final class Rules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");
    private static final Pattern ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,99}-[a-zA-Z0-9]{10}");
    private static final Pattern PROVIDER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}-[a-zA-Z0-9]{10}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern ROLE = Pattern.compile("arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,256}");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9\\s._:/=+@-]*");
    static final int MOST_TAGS = 50;
    /** What variables hold in all, with their names: docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-how-it-works.html. */
    private static final int ENVIRONMENT_BYTES = 4096;

    private static final int ENVIRONMENT_BYTES_V2 = 2560;
    private static final int ENVIRONMENT_BYTES_V2_CODE = 1536;

    private Rules() {}

    static String name(String field, String value) {
        return matching(field, NAME, value);
    }

    static String id(String value) {
        return matching("agentRuntimeId", ID, value);
    }

    static String provider(String value) {
        return matching("capacityProviderId", PROVIDER, value);
    }

    static int version(String value) {
        return Integer.parseInt(matching("agentRuntimeVersion", VERSION, value));
    }

    static void token(@Nullable String value) {
        if (value != null) {
            length("clientToken", value, 33, 256);
            matching("clientToken", TOKEN, value);
        }
    }

    static void tags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw Faults.invalid(
                    "tags", "A resource can have at most %d tags, not %d".formatted(MOST_TAGS, tags.size()));
        }
        tags.forEach((key, value) -> {
            length("tags", key, 1, 128);
            length("tags", value, 0, 256);
            matching("tags", TAG, key);
            matching("tags", TAG, value);
        });
    }

    /** The members of a runtime's document that are known here; any other is kept as it is. */
    static void document(JsonNode body) {
        matching("roleArn", ROLE, text(body, "roleArn"));
        JsonNode artifact = body.path("agentRuntimeArtifact");
        if (!artifact.isObject() || artifact.isEmpty()) {
            throw Faults.invalid("agentRuntimeArtifact", "agentRuntimeArtifact must be given");
        }
        if (body.hasNonNull("description")) {
            length("description", text(body, "description"), 1, 4096);
        }
        environment(body.path("environmentVariables"));
        lifecycle(body.path("lifecycleConfiguration"));
        network(body.path("networkConfiguration"));
    }

    private static void environment(JsonNode variables) {
        if (variables.size() > 50) {
            throw Faults.invalid(
                    "environmentVariables",
                    "environmentVariables can have at most 50 entries, not " + variables.size());
        }
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            length("environmentVariables", variable.getKey(), 1, 100);
            String value = variable.getValue().asText();
            length("environmentVariables." + variable.getKey(), value, 0, 5000);
        }
    }

    /** The variables of a whole document, which says what platform it is on; without a word it is the first. */
    static void environmentBytes(JsonNode document) {
        int bytes = 0;
        for (Map.Entry<String, JsonNode> variable :
                document.path("environmentVariables").properties()) {
            bytes += variable.getKey().getBytes(UTF_8).length
                    + variable.getValue().asText().getBytes(UTF_8).length;
        }
        int most = mostEnvironmentBytes(document);
        if (bytes > most) {
            throw Faults.invalid(
                    "environmentVariables",
                    "environmentVariables can hold at most %d bytes in all, not %d".formatted(most, bytes));
        }
    }

    private static int mostEnvironmentBytes(JsonNode document) {
        if (!document.path("platformVersion").asText().equals("V2")) {
            return ENVIRONMENT_BYTES;
        }
        return document.path("agentRuntimeArtifact").has("codeConfiguration")
                ? ENVIRONMENT_BYTES_V2_CODE
                : ENVIRONMENT_BYTES_V2;
    }

    private static void lifecycle(JsonNode configuration) {
        for (String field : new String[] {"idleRuntimeSessionTimeout", "maxLifetime"}) {
            JsonNode seconds = configuration.path(field);
            boolean fits = seconds.canConvertToInt() && seconds.asInt() >= 60 && seconds.asInt() <= 1_209_600;
            if (!seconds.isMissingNode() && !fits) {
                throw Faults.invalid(
                        "lifecycleConfiguration." + field,
                        "lifecycleConfiguration." + field + " must be 60 to 1209600 seconds");
            }
        }
    }

    private static void network(JsonNode configuration) {
        if (!configuration.isObject()) {
            return;
        }
        String mode = text(configuration, "networkMode");
        if (!mode.equals("PUBLIC") && !mode.equals("VPC")) {
            throw Faults.invalid(
                    "networkConfiguration.networkMode", "networkConfiguration.networkMode must be PUBLIC or VPC");
        }
        JsonNode vpc = configuration.path("networkModeConfig");
        if (mode.equals("VPC")
                && (vpc.path("subnets").isEmpty() || vpc.path("securityGroups").isEmpty())) {
            throw Faults.invalid(
                    "networkConfiguration.networkModeConfig",
                    "networkMode VPC needs networkModeConfig with subnets and securityGroups");
        }
        if (vpc.has("requireServiceS3Endpoint")) {
            // Get returns it, yet a runtime made since May 2026 must not send it.
            throw Faults.invalid(
                    "networkConfiguration.networkModeConfig.requireServiceS3Endpoint",
                    "requireServiceS3Endpoint cannot be set for this agent runtime");
        }
    }

    static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw Faults.invalid(field, field + " must be given, as a string");
        }
        return value.textValue();
    }

    static void length(String field, String value, int least, int most) {
        int length = value.codePointCount(0, value.length());
        if (length < least || length > most) {
            throw Faults.invalid(
                    field, "%s must have %d to %d characters, not %d".formatted(field, least, most, length));
        }
    }

    private static String matching(String field, Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw Faults.invalid(
                    field,
                    "Value at '%s' failed to satisfy constraint: Member must satisfy regular expression"
                                    .formatted(field)
                            + " pattern: " + pattern.pattern());
        }
        return value;
    }
}
