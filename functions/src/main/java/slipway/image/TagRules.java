package slipway.image;

import java.util.Comparator;
import org.semver4j.Semver;

/** What the tag policies share. */
final class TagRules {
    static final String LATEST = "latest";
    static final Comparator<Found> BY_PUSH = Comparator.comparing(Found::pushedAt)
            .thenComparing(found -> found.image().digest().value());
    static final Comparator<Found> BY_VERSION =
            Comparator.<Found, Semver>comparing(TagRules::version).thenComparing(BY_PUSH);

    private TagRules() {}

    private static Semver version(Found found) {
        return SemverRange.version(found.image().tag()).orElse(Semver.ZERO);
    }

    static Verdict own(Tag tag) {
        return Verdict.refused("tag %s is one of Slipway's own".formatted(tag));
    }

    static Verdict latest() {
        return Verdict.refused("tag latest is followed only by a policy that names it");
    }

    /** What a policy no longer accepts is older than anything that it does. */
    static boolean newer(TagPolicy policy, Found candidate, Found current, Comparator<Found> order) {
        if (!(policy.accepts(candidate.image().tag()) instanceof Verdict.Accepted)) {
            return false;
        }
        return !(policy.accepts(current.image().tag()) instanceof Verdict.Accepted)
                || order.compare(candidate, current) > 0;
    }
}
