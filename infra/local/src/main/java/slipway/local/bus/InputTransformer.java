package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/**
 * Makes what a target gets out of parts of the event.
 *
 * <p>A template is JSON, or lines that are each a quoted string; those reach the target with their quotes. A value
 * outside quotes is written as JSON. Inside quotes a text stands as it is, nothing in it escaped, and anything else
 * loses its quotes. A path that the event does not have leaves nothing behind.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 */
record InputTransformer(Map<String, EventPath> paths, String template) {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9._-]+)>");
    private static final Pattern KEY = Pattern.compile("(?!(?i)aws\\.)[A-Za-z0-9_-]{1,256}");
    private static final int LONGEST = 8192;
    private static final int MOST_PATHS = 100;

    /** @throws IllegalArgumentException saying what is wrong with the paths or the template */
    InputTransformer {
        if (template.isEmpty() || template.length() > LONGEST || paths.size() > MOST_PATHS) {
            throw new IllegalArgumentException("has more than 100 paths, or not 1 to 8192 characters in its template");
        }
        for (String key : paths.keySet()) {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("has a path of the name '" + key + "', which is none");
            }
        }
        Matcher placeholder = PLACEHOLDER.matcher(template);
        while (placeholder.find()) {
            if (!paths.containsKey(placeholder.group(1))) {
                throw new IllegalArgumentException("uses %s, which has no path; predefined variables are not known here"
                        .formatted(placeholder.group()));
            }
        }
        requireJson(template, isDocument(template));
    }

    private static void requireJson(String template, boolean document) {
        String example = fill(template, name -> Json.MAPPER.getNodeFactory().numberNode(0));
        try {
            if (document) {
                Json.read(example);
            } else if (!example.lines()
                    .filter(line -> !line.isBlank())
                    .allMatch(line -> Json.read(line).isTextual())) {
                throw new IllegalArgumentException("a line is not a text in quotes");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a template that is neither JSON nor lines of quoted texts: " + e.getMessage(), e);
        }
    }

    /** @throws AwsError when a template that is JSON is none any more */
    JsonNode apply(JsonNode event) {
        String text = fill(template, name -> path(name).in(event));
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            if (isDocument(template)) {
                throw new AwsError(400, "InvalidInput", "What the template gave is not JSON: " + e.getMessage());
            }
            return Json.MAPPER.getNodeFactory().rawValueNode(new RawValue(text));
        }
    }

    private EventPath path(String name) {
        EventPath path = paths.get(name);
        if (path == null) {
            throw new IllegalStateException("No path " + name);
        }
        return path;
    }

    private static boolean isDocument(String template) {
        return !template.stripLeading().startsWith("\"");
    }

    private static String fill(String template, Function<String, JsonNode> values) {
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        boolean quoted = false;
        int at = 0;
        while (at < template.length()) {
            char next = template.charAt(at);
            int end = at + (next == '\\' ? 2 : 1);
            if (next == '<' && placeholder.region(at, template.length()).lookingAt()) {
                filled.append(written(values.apply(placeholder.group(1)), quoted));
                end = placeholder.end();
            } else {
                filled.append(template, at, Math.min(end, template.length()));
                quoted ^= next == '"';
            }
            at = end;
        }
        return filled.toString();
    }

    private static String written(JsonNode value, boolean quoted) {
        if (value.isMissingNode()) {
            return "";
        }
        if (!quoted) {
            return Json.write(value);
        }
        return value.isTextual() ? value.asText() : Json.write(value).replace("\"", "");
    }
}
