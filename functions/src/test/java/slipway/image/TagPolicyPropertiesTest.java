package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What is said of a push without asking ECR is what ECR's answer would have come to. */
class TagPolicyPropertiesTest {
    @Property
    void whatIsBehindIsNeverNewerWhateverItIsAndWheneverItWasPushed(
            @ForAll("policies") TagPolicy policy, @ForAll("found") Found candidate, @ForAll("found") Found current) {
        boolean behind =
                policy.isBehind(candidate.image().tag(), current.image().tag());
        Statistics.label("behind").collect(behind);
        Statistics.label("behind").coverage(coverage -> coverage.check(true).percentage(p -> p > 5));
        assertThat(behind && policy.newer(candidate, current)).isFalse();
    }

    @Property
    void nothingIsBehindWhereTheTimeOfThePushDecides(@ForAll("found") Found candidate, @ForAll("found") Found current) {
        for (TagPolicy policy : List.of(
                new TagPolicy.Newest(List.of("*"), List.of()),
                new TagPolicy.Exact(current.image().tag()))) {
            assertThat(policy.isBehind(candidate.image().tag(), current.image().tag()))
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<TagPolicy> policies() {
        return Combinators.combine(Arbitraries.of("*", "1.x", ">=1.1.0", "<1.2.0"), Arbitraries.of(true, false))
                .as(TagPolicy.Semver::new);
    }

    @Provide
    Arbitrary<Found> found() {
        Arbitrary<String> tags = Combinators.combine(
                        Arbitraries.of("", "v"),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("", "-rc.1", "-rc.2"))
                .as("%s%d.%d.0%s"::formatted);
        Arbitrary<String> others = Arbitraries.of("latest", "main-7", "1.2");
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(9, tags), Tuple.of(1, others)),
                        Arbitraries.of("a", "b"),
                        Arbitraries.integers().between(0, 3))
                .as(Samples::found);
    }
}
