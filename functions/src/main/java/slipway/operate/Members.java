package slipway.operate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.target.Problem;

/** The members of a request while they are read. Whatever is wrong with them is collected, and told at once. */
final class Members {
    private static final int SCHEMA = 1;
    private static final int DEPTH = 10;
    /** Control characters, and those that turn the text around them: they could forge a line of a log. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode body;
    private final Set<String> known = new TreeSet<>(Set.of("schema"));
    private final List<Problem> problems = new ArrayList<>();
    /** What may have been meant by a word that nobody knows; which members belong to it is unknown then, too. */
    private List<String> choices = List.of();

    private Members(ObjectNode body) {
        this.body = body;
    }

    /** @throws Refused where the body is no object of this schema */
    static Members of(String body) {
        JsonNode read = read(body);
        if (!(read instanceof ObjectNode object)) {
            throw Refusal.of(Code.INVALID_REQUEST, "The body is no JSON object: send one.")
                    .refused();
        }
        Members members = new Members(object);
        JsonNode schema = object.path("schema");
        if (!schema.isIntegralNumber() || schema.intValue() != SCHEMA) {
            members.problem("schema", "write " + SCHEMA + ", which is what this control plane reads");
        }
        return members;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // The parser's message would quote the body.
            throw Refusal.of(Code.INVALID_REQUEST, "The body is no JSON that can be read: send a JSON object.")
                    .refused();
        }
    }

    /** A member that may be absent; the type's own message is the remedy. A whole number stands for its digits. */
    <T> Optional<T> optional(String name, Function<String, T> type) {
        known.add(name);
        JsonNode node = body.path(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            problem(name, "write a text");
            return Optional.empty();
        }
        try {
            return Optional.of(type.apply(node.asText()));
        } catch (IllegalArgumentException e) {
            problem(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    <T> Optional<T> required(String name, Function<String, T> type) {
        if (!body.has(name)) {
            known.add(name);
            problem(name, "it is needed here");
            return Optional.empty();
        }
        return optional(name, type);
    }

    /** One of these words. */
    <T> Optional<T> oneOf(String name, Map<String, T> words) {
        return required(name, word -> {
            T meant = words.get(word);
            if (meant == null) {
                choices = Nearest.to(word, words.keySet());
                throw new IllegalArgumentException(
                        "write one of " + words.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            return meant;
        });
    }

    /** A printable text of so many characters at the most. */
    Optional<String> line(String name, int most, boolean needed) {
        Function<String, String> type = text -> {
            if (text.isBlank()
                    || text.codePointCount(0, text.length()) > most
                    || UNPRINTABLE.matcher(text).find()) {
                throw new IllegalArgumentException(
                        "write 1 to " + most + " characters, no line breaks and no control characters");
            }
            return text.strip();
        };
        return needed ? required(name, type) : optional(name, type);
    }

    /** A whole number within the bounds. */
    Optional<Long> number(String name, long least, long most) {
        known.add(name);
        JsonNode node = body.path(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || node.longValue() < least || node.longValue() > most) {
            problem(name, "write a whole number from %d to %d".formatted(least, most));
            return Optional.empty();
        }
        return Optional.of(node.longValue());
    }

    /** True or false, which it is where the member is absent. */
    boolean flag(String name) {
        known.add(name);
        JsonNode node = body.path(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            problem(name, "write true or false");
        }
        return node.asBoolean();
    }

    /** What was read, where nothing is wrong and nothing is left over. */
    <T> T whole(Optional<T> read) {
        for (String name : (Iterable<String>) body::fieldNames) {
            if (name.equals("by")) {
                problem(name, "remove it: who asks is what AWS verified");
            } else if (!known.contains(name) && choices.isEmpty()) {
                problem(name, "remove it; known here: " + String.join(", ", known));
            }
        }
        if (problems.isEmpty() && read.isPresent()) {
            return read.get();
        }
        Problem first = problems.getFirst();
        String all = problems.stream().map(Problem::toString).collect(Collectors.joining(" · "));
        throw Refusal.of(Code.INVALID_REQUEST, all)
                .about(first.field(), first.value())
                .among(choices)
                .refused();
    }

    private void problem(String name, String remedy) {
        JsonNode node = body.path(name);
        problems.add(new Problem(name, node.isMissingNode() ? "(missing)" : node.toString(), remedy));
    }
}
