package slipway.cli.doctor.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.check.Finding.Severity;
import slipway.cli.doctor.images.Expiry.Candidate;
import slipway.cli.doctor.setup.Views.Role;
import slipway.cli.doctor.setup.Views.Served;
import slipway.cli.plane.Environment;
import slipway.image.Image;

class ExpiryTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String KEEP = """
            {"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPrefixList": ["slipway-keep-"],
             "countType": "imageCountMoreThan", "countNumber": 1000000000}, "action": {"type": "expire"}}""";
    private static final String NEWEST = """
            {"rulePriority": 2, "selection": {"tagStatus": "tagged", "tagPatternList": ["*"],
             "countType": "imageCountMoreThan", "countNumber": 10}, "action": {"type": "expire"}}""";
    private static final String UNTAGGED = """
            {"rulePriority": 3, "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed",
             "countNumber": 20, "countUnit": "days"}, "action": {"type": "expire"}}""";
    private static final String UNPULLED = """
            {"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "sinceImagePulled", "countNumber": 20,
             "countUnit": "days"}, "action": {"type": "expire"}}""";

    private static List<LifecycleRule> rules(String... rules) {
        return LifecycleRule.read("{\"rules\": [%s]}".formatted(String.join(",", rules)));
    }

    private static Candidate image(int daysOld, String... tags) {
        return new Candidate("sha256:" + daysOld, List.of(tags), NOW.minus(Duration.ofDays(daysOld)));
    }

    /** The image among so many newer ones with a tag. */
    private static Expiry expiry(Candidate image, int newer, List<LifecycleRule> rules) {
        var all = new ArrayList<>(List.of(image));
        for (int i = 0; i < newer; i++) {
            all.add(new Candidate("sha256:n" + i, List.of("1." + i), NOW));
        }
        return Expiry.of(image, all, rules);
    }

    @Test
    void aKeepTagKeepsWhateverComesAfter() {
        var rules = rules(NEWEST, UNTAGGED, KEEP);
        assertThat(expiry(image(300, "1.0.0", "slipway-keep-prod-support-1"), 50, rules))
                .isEqualTo(new Expiry.AfterPushes(1_000_000_000));
    }

    @Test
    void withoutOneNewerImagesPushItOut() {
        var rules = rules(KEEP, NEWEST, UNTAGGED);
        assertThat(expiry(image(30, "1.0.0"), 7, rules)).isEqualTo(new Expiry.AfterPushes(3));
        assertThat(expiry(image(30, "1.0.0"), 12, rules)).isEqualTo(new Expiry.AfterPushes(0));
    }

    @Test
    void withoutATagItGoesByAge() {
        assertThat(expiry(image(15), 50, rules(KEEP, NEWEST, UNTAGGED)))
                .isEqualTo(new Expiry.At(NOW.plus(Duration.ofDays(5))));
    }

    @Test
    void aRuleThatSpeaksOfOthersDoesNothing() {
        assertThat(expiry(image(15, "1.0.0"), 50, rules(UNTAGGED))).isEqualTo(new Expiry.Never());
    }

    @Test
    void aRuleThatIsNotKnownIsNotJudged() {
        assertThat(expiry(image(15, "1.0.0"), 0, rules(UNPULLED))).isEqualTo(new Expiry.Unknown(1));
    }

    private static Served served(Role role) {
        return new Served(
                "support",
                role,
                Image.parse("111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0@sha256:"
                        + "0123456789abcdef".repeat(4)));
    }

    @Test
    void whatGoesSoonIsAProblemForLiveAndAWarningForPrevious() {
        assertThat(ExpiryCheck.judge(served(Role.LIVE), new Expiry.AfterPushes(5), NOW, PROD))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.PROBLEM);
                    assertThat(finding.what())
                            .isEqualTo("The lifecycle policy takes the live image of support, agents/support:1.0.0 "
                                    + "(0123456789ab), after 5 more pushes.");
                    assertThat(finding.remedy())
                            .contains(
                                    "aws --region eu-central-1 ecr put-image --registry-id 111122223333 --repository-name agents/support")
                            .contains("--image-tag slipway-keep-by-hand-support-0123456789abcdef")
                            .contains("$(aws --region eu-central-1 ecr batch-get-image");
                });
        assertThat(ExpiryCheck.judge(served(Role.PREVIOUS), new Expiry.At(NOW.plus(Duration.ofDays(3))), NOW, PROD))
                .map(Finding::severity)
                .hasValue(Severity.WARNING);
    }

    @Test
    void whatGoesLaterIsNoFinding() {
        assertThat(ExpiryCheck.judge(served(Role.LIVE), new Expiry.AfterPushes(6), NOW, PROD))
                .isEmpty();
        assertThat(ExpiryCheck.judge(served(Role.LIVE), new Expiry.At(NOW.plus(Duration.ofDays(15))), NOW, PROD))
                .isEmpty();
    }
}
