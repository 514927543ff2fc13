package slipway.local.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** What Parameter Store accepts, and how it says no. */
final class Rules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+|(/[a-zA-Z0-9_.-]+)+");
    private static final List<String> TYPES = List.of("String", "StringList", Secrets.TYPE);
    private static final int LEVELS = 15;
    private static final int STANDARD = 4096;
    private static final int ADVANCED = 8192;

    private Rules() {}

    static AwsError invalid(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    static AwsError notFound(String name) {
        return new AwsError(400, "ParameterNotFound", "Parameter " + name + " not found.");
    }

    static String text(JsonNode input, String field) {
        JsonNode value = input.path(field);
        if (!value.isTextual()) {
            throw invalid(field + " must be given, as a string");
        }
        return value.textValue();
    }

    static @Nullable String optional(JsonNode input, String field) {
        return input.hasNonNull(field) ? text(input, field) : null;
    }

    static Map<String, String> tags(JsonNode list) {
        Map<String, String> tags = new LinkedHashMap<>();
        list.forEach(tag -> tags.put(text(tag, "Key"), text(tag, "Value")));
        return tags;
    }

    /** A plain map, as CloudFormation writes a parameter's tags. */
    static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    static void name(String name) {
        if (!NAME.matcher(name).matches() || name.length() > 1011) {
            throw invalid("Parameter name must be a fully qualified name, or a name without slashes: '" + name + "'");
        }
        if (name.chars().filter(c -> c == '/').count() > LEVELS) {
            throw new AwsError(
                    400, "HierarchyLevelLimitExceededException", "A parameter can have at most 15 levels: " + name);
        }
        String first = name.replaceFirst("^/", "").toLowerCase(Locale.ROOT);
        if (first.startsWith("aws") || first.startsWith("ssm")) {
            throw invalid("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
    }

    static String type(ObjectNode input, @Nullable String before) {
        String given = optional(input, "Type");
        String type = given == null ? before : given;
        if (type == null) {
            throw invalid("A parameter type is required when you create a parameter.");
        }
        if (!TYPES.contains(type)) {
            throw new AwsError(
                    400, "UnsupportedParameterType", "A parameter is one of %s, not %s".formatted(TYPES, type));
        }
        if (before != null && !before.equals(type)) {
            throw new AwsError(
                    400,
                    "HierarchyTypeMismatchException",
                    "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't"
                            + " change a parameter from a String type to a SecureString type. You must create a new,"
                            + " unique parameter.");
        }
        if (input.hasNonNull("KeyId") && !type.equals(Secrets.TYPE)) {
            throw invalid("KeyId is required for SecureString type parameter only.");
        }
        return type;
    }

    static String dataType(@Nullable String given) {
        if (given != null && !given.equals("text")) {
            throw invalid("The local ssm keeps the data type text, not " + given);
        }
        return "text";
    }

    /** A parameter that is advanced stays so; intelligent tiering looks at the size. */
    static String tier(@Nullable String asked, @Nullable String before, String value) {
        int bytes = value.getBytes(UTF_8).length;
        if (bytes > ADVANCED) {
            throw invalid("Parameter values can have at most 8192 bytes, not " + bytes);
        }
        boolean advanced = "Advanced".equals(before);
        if ("Standard".equals(asked) && advanced) {
            throw invalid("This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the"
                    + " advanced-parameter tier to the standard-parameter tier.");
        }
        if ("Advanced".equals(asked) || advanced || ("Intelligent-Tiering".equals(asked) && bytes > STANDARD)) {
            return "Advanced";
        }
        if (bytes > STANDARD) {
            throw invalid("Standard tier parameters support a maximum parameter value of 4096 characters. To create a"
                    + " larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
        }
        return "Standard";
    }

    static void value(String value, @Nullable String allowedPattern) {
        if (value.isEmpty()) {
            throw invalid("Value must have at least 1 character");
        }
        try {
            if (allowedPattern != null
                    && !Pattern.compile(allowedPattern).matcher(value).find()) {
                throw new AwsError(
                        400,
                        "ParameterPatternMismatchException",
                        "Parameter value, cannot be validated against allowedPattern: " + allowedPattern);
            }
        } catch (PatternSyntaxException e) {
            throw new AwsError(400, "InvalidAllowedPatternException", "Not a regular expression: " + allowedPattern);
        }
    }
}
