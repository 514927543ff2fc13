package slipway.local.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final List<LifecycleRule.Candidate> images = new ArrayList<>();

    private void image(String digest, int daysOld, String... tags) {
        images.add(new LifecycleRule.Candidate(digest, List.of(tags), NOW.minus(Duration.ofDays(daysOld))));
    }

    private static String rule(int priority, String selection) {
        return "{'rulePriority':%d,'selection':{%s},'action':{'type':'expire'}}".formatted(priority, selection);
    }

    private static LifecyclePolicy policy(String... rules) {
        return LifecycleReader.read(("{'rules':[" + String.join(",", rules) + "]}").replace('\'', '"'));
    }

    private List<String> taken(String... rules) {
        return List.copyOf(policy(rules).taken(images, NOW).keySet());
    }

    @Test
    void aCountKeepsTheNewest() {
        image("old", 3, "a");
        image("new", 1, "b");
        image("middle", 2);

        assertThat(taken(rule(1, "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1")))
                .containsExactly("middle", "old");
    }

    @Test
    void anAgeTakesWhatIsOlderAndOnlyWithAllItsTags() {
        image("old", 15, "prod-1", "blue");
        image("without", 15, "prod-2");
        image("young", 13, "prod-3", "blue");

        assertThat(taken(rule(1, """
                'tagStatus':'tagged','tagPatternList':['prod*','*lue'],
                'countType':'sinceImagePushed','countUnit':'days','countNumber':14"""))).containsExactly("old");
    }

    @Test
    void whatAHigherRuleSpeaksOfALowerOneCountsAndDoesNotTake() {
        image("kept", 9, "live-1");
        image("other", 8, "1.0.0");
        image("newer", 7, "live-2");

        String keep = rule(
                1, "'tagStatus':'tagged','tagPrefixList':['live-'],'countType':'imageCountMoreThan','countNumber':99");
        String one = rule(2, "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1");

        assertThat(taken(keep, one)).containsExactly("other");
        assertThat(taken(one)).containsExactly("other", "kept");
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThatThrownBy(() -> policy(
                        rule(2, "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':0"),
                        rule(
                                2,
                                "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1,'countUnit':'days'"),
                        rule(
                                3,
                                "'tagStatus':'tagged','tagPrefixList':[''],'countType':'sinceImagePushed','countNumber':1"),
                        rule(4, "'tagStatus':'untagged','tagPatternList':['x'],'countType':'ever','countNumber':1"),
                        rule(
                                5,
                                "'tagStatus':'tagged','tagPatternList':['*a*b*c*d*'],'tagPrefixList':['x'],"
                                        + "'countType':'imageCountMoreThan','countNumber':1")))
                .hasMessageContaining("countNumber must be a whole number, 1 or more")
                .hasMessageContaining("rulePriority 2 is there twice")
                .hasMessageContaining("only one rule can have the tagStatus any")
                .hasMessageContaining("rule 2: tagStatus any must have the highest rulePriority")
                .hasMessageContaining("rule 2: countUnit goes with ages")
                .hasMessageContaining("rule 3: tagPrefixList and tagPatternList must not hold an empty string")
                .hasMessageContaining("rule 3: countUnit must be days")
                .hasMessageContaining("rule 4: tagPrefixList and tagPatternList go with tagStatus tagged alone")
                .hasMessageContaining("rule 4: countType must be")
                .hasMessageContaining("rule 5: a tagged selection takes either tagPrefixList or tagPatternList")
                .hasMessageContaining("rule 5: a string of tagPatternList holds at most four wildcards");
    }

    @Test
    void aPolicyWithoutRulesIsRefused() {
        assertThatThrownBy(() -> policy()).hasMessageContaining("at least one rule");
        assertThatThrownBy(() -> LifecycleReader.read("no")).hasMessageContaining("Not JSON");
    }
}
