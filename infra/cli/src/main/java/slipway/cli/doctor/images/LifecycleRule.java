package slipway.cli.doctor.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rule of a lifecycle policy
 * (docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html).
 *
 * @param priority the lower one is applied first
 * @param tags whether the rule speaks of an image with these tags
 * @param limit what makes an image go; empty where the rule says something that is not known here
 */
record LifecycleRule(int priority, Predicate<List<String>> tags, Optional<Limit> limit) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What makes an image go. */
    sealed interface Limit {
        /** There are more images than this, and it is not among the newest. */
        record Count(int kept) implements Limit {}

        /** It was pushed longer ago than this. */
        record Age(Duration kept) implements Limit {}
    }

    /**
     * The rules of a policy in the order in which ECR applies them.
     *
     * @throws IllegalArgumentException where the text is not JSON
     */
    static List<LifecycleRule> read(String policy) {
        try {
            return JSON.readTree(policy)
                    .path("rules")
                    .valueStream()
                    .map(LifecycleRule::of)
                    .sorted(Comparator.comparingInt(LifecycleRule::priority))
                    .toList();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the lifecycle policy is not JSON", broken);
        }
    }

    private static LifecycleRule of(JsonNode rule) {
        var selection = rule.path("selection");
        return new LifecycleRule(
                rule.path("rulePriority").asInt(),
                tags(selection),
                rule.at("/action/type").asText().equals("expire") ? limit(selection) : Optional.empty());
    }

    private static Predicate<List<String>> tags(JsonNode selection) {
        return switch (selection.path("tagStatus").asText()) {
            case "untagged" -> List::isEmpty;
            case "any" -> tags -> true;
            default -> {
                // An image must have a tag for each of them.
                var patterns = Stream.concat(
                                texts(selection.path("tagPrefixList")).map(prefix -> prefix + "*"),
                                texts(selection.path("tagPatternList")))
                        .map(LifecycleRule::glob)
                        .toList();
                yield tags -> patterns.stream()
                        .allMatch(pattern -> tags.stream()
                                .anyMatch(tag -> pattern.matcher(tag).matches()));
            }
        };
    }

    private static Optional<Limit> limit(JsonNode selection) {
        var number = selection.path("countNumber").asInt();
        return switch (selection.path("countType").asText()) {
            case "imageCountMoreThan" -> Optional.of(new Limit.Count(number));
            case "sinceImagePushed" -> Optional.of(new Limit.Age(Duration.ofDays(number)));
            default -> Optional.empty();
        };
    }

    private static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
