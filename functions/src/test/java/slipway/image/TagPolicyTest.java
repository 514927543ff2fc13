package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.image.Samples.found;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagPolicyTest {
    private static final TagPolicy FIRST_MAJOR = new TagPolicy.Semver("1.x", false);
    private static final TagPolicy EVERYTHING = new TagPolicy.Newest(List.of("*"), List.of("*-dev"));

    @ParameterizedTest
    @CsvSource({
        "1.x, 1.4.2, true",
        "1.x, v1.4.2, true",
        "1.x, 2.0.0, false",
        "v1.x, 1.4.2, true",
        "^1.4, 1.5.0, true",
        "^1.4, 1.3.9, false",
        "~1.4.2, 1.4.9, true",
        "~1.4.2, 1.5.0, false",
        ">=1.2 <2, 1.9.9, true",
        ">= 1.2 < 2, 2.0.0, false",
        "1.2 - 1.4, 1.4.7, true",
        "1.x || 3.x, 3.0.1, true",
        "*, 7.1.0, true",
        "1.x, 1.5.0-rc.1, false",
        "1.x, latest, false",
        "1.x, 1.4, false",
        "1.x, 1.4.2_build, false",
    })
    void semverFollowsItsRange(String range, String tag, boolean accepted) {
        assertThat(accepts(new TagPolicy.Semver(range, false), tag)).isEqualTo(accepted);
    }

    @Test
    void semverFollowsPreReleasesOnlyIfAsked() {
        assertThat(accepts(new TagPolicy.Semver("1.x", true), "1.5.0-rc.1")).isTrue();
        assertThat(new TagPolicy.Semver(">=1.0.0-alpha", false).accepts(new Tag("1.5.0-rc.1")))
                .isEqualTo(Verdict.refused("tag 1.5.0-rc.1 is a pre-release, which the policy does not ask for"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "latest", "garbage", "[1.0,2.0)", ">=a", "1.x ||", "99999999999999999999.x", "1.x; rm"})
    void aRangeThatMeansNothingIsRefused(String range) {
        assertThatThrownBy(() -> new TagPolicy.Semver(range, false))
                .isInstanceOf(InvalidImage.class)
                .hasMessageStartingWith("range \"");
    }

    @Test
    void aTagWithAnAbsurdNumberIsNoVersion() {
        assertThat(accepts(new TagPolicy.Semver("*", true), "1.0.0-rc." + "9".repeat(40)))
                .isFalse();
        assertThat(accepts(FIRST_MAJOR, "1." + "9".repeat(40) + ".0")).isFalse();
    }

    @Test
    void semverTakesTheHigherVersionWheneverItWasPushed() {
        assertThat(FIRST_MAJOR.newer(found("1.10.0", "a", 0), found("1.9.0", "b", 5)))
                .isTrue();
        assertThat(FIRST_MAJOR.newer(found("1.9.0", "b", 5), found("1.10.0", "a", 0)))
                .isFalse();
        assertThat(FIRST_MAJOR.newer(found("2.0.0", "b", 5), found("1.10.0", "a", 0)))
                .isFalse();
    }

    @Test
    void aVersionThatWasPushedAgainIsNewer() {
        assertThat(FIRST_MAJOR.newer(found("v1.9.0", "a", 5), found("1.9.0", "b", 0)))
                .isTrue();
        assertThat(FIRST_MAJOR.newer(found("v1.9.0", "a", 5), found("1.9.0", "a", 5)))
                .isFalse();
    }

    @Test
    void whatThePolicyAcceptsReplacesWhatItNoLongerDoes() {
        assertThat(FIRST_MAJOR.newer(found("1.0.0", "a", 0), found("2.0.0", "b", 5)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"main-7, true", "main-7-dev, false", "latest, false", "slipway-live, false"})
    void newestFollowsItsGlobs(String tag, boolean accepted) {
        assertThat(accepts(EVERYTHING, tag)).isEqualTo(accepted);
    }

    @Test
    void latestIsFollowedOnlyWhereItIsNamed() {
        assertThat(EVERYTHING.accepts(new Tag("latest")))
                .isEqualTo(Verdict.refused("tag latest is followed only by a policy that names it"));
        assertThat(accepts(new TagPolicy.Newest(List.of("l?test"), List.of()), "latest"))
                .isFalse();
        assertThat(accepts(new TagPolicy.Newest(List.of("latest"), List.of()), "latest"))
                .isTrue();
        assertThat(accepts(new TagPolicy.Exact(new Tag("latest")), "latest")).isTrue();
    }

    @Test
    void newestOrdersDigestsByPushThenDigest() {
        assertThat(EVERYTHING.newer(found("b", "a", 5), found("a", "b", 0))).isTrue();
        assertThat(EVERYTHING.newer(found("b", "b", 0), found("a", "a", 0))).isTrue();
        assertThat(EVERYTHING.newer(found("a", "a", 0), found("b", "b", 0))).isFalse();
        assertThat(EVERYTHING.newer(found("new-name", "a", 0), found("old-name", "a", 0)))
                .isFalse();
    }

    @Test
    void exactFollowsItsTagWhereverItMoves() {
        var policy = new TagPolicy.Exact(new Tag("production"));
        assertThat(policy.newer(found("production", "a", 0), found("production", "b", 5)))
                .isTrue();
        assertThat(policy.newer(found("production", "a", 0), found("production", "a", 0)))
                .isFalse();
        assertThat(policy.newer(found("staging", "a", 0), found("production", "b", 0)))
                .isFalse();
        assertThat(policy.accepts(new Tag("staging")))
                .isEqualTo(Verdict.refused("tag staging is not the declared tag production"));
    }

    @Test
    void slipwaysOwnTagsAreFollowedByNobody() {
        assertThat(accepts(new TagPolicy.Exact(new Tag("slipway-live")), "slipway-live"))
                .isFalse();
        assertThat(accepts(new TagPolicy.Newest(List.of("slipway-*"), List.of()), "slipway-live"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "^v\\d+$", "(a+)+", "a b", "[ab]"})
    void aGlobThatNoTagCouldFitIsRefused(String glob) {
        assertThatThrownBy(() -> new TagPolicy.Newest(List.of(glob), List.of())).isInstanceOf(InvalidImage.class);
        assertThatThrownBy(() -> new TagPolicy.Newest(List.of("*"), List.of(glob)))
                .isInstanceOf(InvalidImage.class);
    }

    @Test
    void aPatternThatExplodesElsewhereDoesNotHere() {
        var policy = new TagPolicy.Newest(List.of("*a".repeat(60) + "b"), List.of());
        var tag = new Tag("a".repeat(128));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThat(policy.accepts(tag)).isInstanceOf(Verdict.Refused.class));
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "a*c, abbbc, true",
        "a*c, abbb, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*-dev, 1-dev, true",
        "*-dev, 1-dev-2, false",
        "v*.*, v1.2, true",
        "abc, abcd, false",
    })
    void globsMatchTheWholeTag(String glob, String tag, boolean matches) {
        assertThat(new Glob(glob).matches(tag)).isEqualTo(matches);
    }

    @Test
    void noTwoImagesAreEachNewerThanTheOther() {
        var images = Arrays.asList(found("1.0.0", "a", 0), found("v1.0.0", "b", 0), found("1.1.0-dev", "c", 3));
        for (var policy : List.of(FIRST_MAJOR, EVERYTHING, new TagPolicy.Semver("1.x", true))) {
            for (var left : images) {
                for (var right : images) {
                    assertThat(policy.newer(left, right) && policy.newer(right, left))
                            .isFalse();
                }
            }
        }
    }

    private static boolean accepts(TagPolicy policy, String tag) {
        return policy.accepts(new Tag(tag)) instanceof Verdict.Accepted;
    }
}
