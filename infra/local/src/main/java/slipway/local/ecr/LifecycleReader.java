package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/**
 * Reads lifecycle policies and refuses what ECR refuses, all of it at once.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html">the
 *     properties</a>
 */
final class LifecycleReader {
    private static final int MOST_WILDCARDS = 4;
    private static final Set<String> NOT_HERE = Set.of("sinceImagePulled", "sinceImageTransitioned");

    private final List<String> problems = new ArrayList<>();

    private LifecycleReader() {}

    /** @throws AwsError InvalidParameterException with every problem */
    static LifecyclePolicy read(String text) {
        LifecycleReader reader = new LifecycleReader();
        List<LifecycleRule> rules = reader.rules(text);
        if (!reader.problems.isEmpty()) {
            throw new AwsError(
                    400,
                    "InvalidParameterException",
                    "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy"
                            + " validation failure: " + String.join("; ", reader.problems) + "'");
        }
        return new LifecyclePolicy(text, rules);
    }

    private List<LifecycleRule> rules(String text) {
        List<LifecycleRule> rules = new ArrayList<>();
        try {
            JsonNode given = Json.read(text).path("rules");
            if (given.isEmpty()) {
                problems.add("rules must hold at least one rule");
            }
            given.forEach(rule -> rules.add(rule(rule)));
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        rules.sort(Comparator.comparingInt(LifecycleRule::priority));
        together(rules);
        return List.copyOf(rules);
    }

    private LifecycleRule rule(JsonNode rule) {
        int priority = positive(rule, "rulePriority", "a rule");
        String where = "rule " + priority;
        JsonNode selection = rule.path("selection");
        LifecycleRule.TagStatus status = status(selection.path("tagStatus").asText(), where);
        String action = rule.at("/action/type").asText();
        boolean archives = action.equals("transition");
        require(archives || action.equals("expire"), where, "action.type must be expire or transition");
        require(
                !archives || rule.at("/action/targetStorageClass").asText().equals("archive"),
                where,
                "action.targetStorageClass must be archive");
        return new LifecycleRule(
                priority, status, patterns(selection, status, where), limit(selection, where), archives);
    }

    private LifecycleRule.TagStatus status(String name, String where) {
        for (LifecycleRule.TagStatus one : LifecycleRule.TagStatus.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
                return one;
            }
        }
        problems.add(where + ": selection.tagStatus must be tagged, untagged or any");
        return LifecycleRule.TagStatus.ANY;
    }

    private List<String> patterns(JsonNode selection, LifecycleRule.TagStatus status, String where) {
        List<String> prefixes = EcrDouble.strings(selection.path("tagPrefixList"));
        List<String> patterns = EcrDouble.strings(selection.path("tagPatternList"));
        int lists = (prefixes.isEmpty() ? 0 : 1) + (patterns.isEmpty() ? 0 : 1);
        if (status == LifecycleRule.TagStatus.TAGGED) {
            require(lists == 1, where, "a tagged selection takes either tagPrefixList or tagPatternList");
        } else {
            require(lists == 0, where, "tagPrefixList and tagPatternList go with tagStatus tagged alone");
        }
        require(
                !prefixes.contains("") && !patterns.contains(""),
                where,
                "tagPrefixList and tagPatternList must not hold an empty string");
        require(
                patterns.stream().allMatch(pattern -> Glob.wildcards(pattern) <= MOST_WILDCARDS),
                where,
                "a string of tagPatternList holds at most four wildcards");
        return patterns.isEmpty()
                ? prefixes.stream().map(prefix -> prefix + "*").toList()
                : patterns;
    }

    private LifecycleRule.Limit limit(JsonNode selection, String where) {
        String type = selection.path("countType").asText();
        int number = positive(selection, "countNumber", where);
        if (NOT_HERE.contains(type) || selection.path("storageClass").asText().equals("archive")) {
            throw new IllegalArgumentException(
                    "The local ecr does not know countType " + type + " and the storage class archive");
        }
        if (type.equals("imageCountMoreThan")) {
            require(!selection.has("countUnit"), where, "countUnit goes with ages, not with imageCountMoreThan");
            return new LifecycleRule.Count(number);
        }
        require(
                type.equals("sinceImagePushed"),
                where,
                "countType must be imageCountMoreThan, sinceImagePushed,"
                        + " sinceImagePulled or sinceImageTransitioned");
        require(selection.path("countUnit").asText().equals("days"), where, "countUnit must be days");
        return new LifecycleRule.Age(Duration.ofDays(number));
    }

    private int positive(JsonNode object, String field, String where) {
        JsonNode value = object.path(field);
        require(value.isInt() && value.asInt() > 0, where, field + " must be a whole number, 1 or more");
        return value.asInt();
    }

    private void together(List<LifecycleRule> rules) {
        Set<Integer> priorities = new HashSet<>();
        rules.stream()
                .filter(rule -> !priorities.add(rule.priority()))
                .forEach(rule -> problems.add("rulePriority " + rule.priority() + " is there twice"));
        atMostOne(rules, LifecycleRule.TagStatus.ANY);
        atMostOne(rules, LifecycleRule.TagStatus.UNTAGGED);
        rules.stream()
                .limit(Math.max(0, rules.size() - 1))
                .filter(rule -> rule.status() == LifecycleRule.TagStatus.ANY)
                .forEach(rule ->
                        problems.add("rule " + rule.priority() + ": tagStatus any must have the highest rulePriority"));
    }

    private void atMostOne(List<LifecycleRule> rules, LifecycleRule.TagStatus status) {
        if (rules.stream().filter(rule -> rule.status() == status).count() > 1) {
            problems.add("only one rule can have the tagStatus " + status.name().toLowerCase(Locale.ROOT));
        }
    }

    private void require(boolean holds, String where, String problem) {
        if (!holds) {
            problems.add(where + ": " + problem);
        }
    }
}
