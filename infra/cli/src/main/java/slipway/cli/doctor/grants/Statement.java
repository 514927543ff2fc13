package slipway.cli.doctor.grants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One statement of an identity's policy
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
 *
 * @param isOpen whether something that is not known here decides if it applies
 */
record Statement(boolean allows, Patterns actions, Patterns resources, boolean isOpen) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WILD = Pattern.compile("\\$\\{[^}]*}|[*?]");

    /**
     * What a statement speaks of.
     *
     * @param isInverted whether it speaks of everything else: {@code NotAction}, {@code NotResource}
     */
    record Patterns(List<String> texts, boolean isInverted) {
        boolean match(String value) {
            return texts.stream().anyMatch(text -> regex(text).matcher(value).matches()) != isInverted;
        }

        private static Pattern regex(String text) {
            var regex = new StringBuilder();
            Matcher wild = WILD.matcher(text);
            var end = 0;
            while (wild.find()) {
                regex.append(Pattern.quote(text.substring(end, wild.start())))
                        .append(wild.group().equals("?") ? "." : ".*");
                end = wild.end();
            }
            return Pattern.compile(
                    regex.append(Pattern.quote(text.substring(end))).toString(), Pattern.CASE_INSENSITIVE);
        }
    }

    /**
     * The statements of a document as IAM's API gives it, encoded for a URL.
     *
     * @throws IllegalArgumentException where it is not JSON
     */
    static List<Statement> read(String document) {
        try {
            var statements = JSON.readTree(URLDecoder.decode(document, StandardCharsets.UTF_8))
                    .path("Statement");
            return each(statements).map(Statement::of).toList();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("a policy is not JSON", broken);
        }
    }

    private static Statement of(JsonNode statement) {
        var resources = patterns(statement, "Resource");
        return new Statement(
                statement.path("Effect").asText().equals("Allow"),
                patterns(statement, "Action"),
                resources,
                !statement.path("Condition").isEmpty()
                        || resources.texts().stream().anyMatch(text -> text.contains("${")));
    }

    private static Patterns patterns(JsonNode statement, String member) {
        var inverted = statement.has("Not" + member);
        var texts = each(statement.path(inverted ? "Not" + member : member)).map(JsonNode::asText);
        return new Patterns(texts.toList(), inverted);
    }

    /** What may be one thing or a list of them. */
    private static Stream<JsonNode> each(JsonNode node) {
        return node.isArray() ? node.valueStream() : Stream.of(node);
    }

    boolean isAbout(String action, String resource) {
        return actions.match(action) && resources.match(resource);
    }

    /** Whether it was written for this service: who may do everything in an account is not meant by it. */
    boolean names(String service) {
        return !actions.isInverted()
                && actions.texts().stream()
                        .anyMatch(action -> action.toLowerCase(Locale.ROOT).startsWith(service + ":"));
    }
}
