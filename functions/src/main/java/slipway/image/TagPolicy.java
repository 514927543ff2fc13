package slipway.image;

import java.util.List;
import java.util.Optional;

/** Which tags of a repository a target follows, and which of two images is the newer one. */
public sealed interface TagPolicy {
    /** Whether a tag is followed; {@code latest} only by a policy that names it, Slipway's own tags by none. */
    Verdict accepts(Tag tag);

    /** Whether the candidate goes before the current one; never both ways round, except for an exact tag. */
    boolean newer(Found candidate, Found current);

    /**
     * Whether nothing under the candidate's tag goes before what is under the current one, whatever it is and whenever it
     * was pushed.
     */
    default boolean isBehind(Tag candidate, Tag current) {
        return false;
    }

    /** The newest of those whose tags are followed; empty where there is none. */
    default Optional<Found> best(List<Found> all) {
        return all.stream()
                .filter(found -> accepts(found.image().tag()) instanceof Verdict.Accepted)
                .reduce((a, b) -> newer(b, a) ? b : a);
    }

    /** The highest version within an npm-style range; a leading v is accepted, pre-releases only if asked for. */
    record Semver(String range, boolean preReleases) implements TagPolicy {
        public Semver {
            SemverRange.check(range);
        }

        @Override
        public Verdict accepts(Tag tag) {
            if (tag.isOwn()) {
                return TagRules.own(tag);
            }
            return SemverRange.version(tag)
                    .map(version -> within(tag, version))
                    .orElseGet(() -> Verdict.refused("tag %s is not a semantic version".formatted(tag)));
        }

        private Verdict within(Tag tag, org.semver4j.Semver version) {
            if (!preReleases && !version.getPreRelease().isEmpty()) {
                return Verdict.refused("tag %s is a pre-release, which the policy does not ask for".formatted(tag));
            }
            return SemverRange.holds(range, preReleases, version)
                    ? Verdict.accepted()
                    : Verdict.refused("version %s is outside the range %s".formatted(tag, range));
        }

        @Override
        public boolean newer(Found candidate, Found current) {
            return TagRules.newer(this, candidate, current, TagRules.BY_VERSION);
        }

        @Override
        public boolean isBehind(Tag candidate, Tag current) {
            return accepts(current) instanceof Verdict.Accepted
                    && SemverRange.version(candidate)
                            .filter(version -> version.isLowerThan(
                                    SemverRange.version(current).orElseThrow()))
                            .isPresent();
        }
    }

    /** The digest that was pushed last, among the tags that a glob allows and none ignores. */
    record Newest(List<String> allow, List<String> ignore) implements TagPolicy {
        private static final int MOST = 50;

        public Newest {
            allow = checked("allow", allow);
            ignore = checked("ignore", ignore);
            if (allow.isEmpty()) {
                throw new InvalidImage("allow", "[]", "write at least one glob, such as *");
            }
        }

        private static List<String> checked(String field, List<String> globs) {
            if (globs.size() > MOST) {
                throw new InvalidImage(field, globs.size() + " globs", "write at most " + MOST);
            }
            globs.forEach(Glob::new);
            return List.copyOf(globs);
        }

        @Override
        public Verdict accepts(Tag tag) {
            if (tag.isOwn()) {
                return TagRules.own(tag);
            }
            if (tag.value().equals(TagRules.LATEST) && !allow.contains(TagRules.LATEST)) {
                return TagRules.latest();
            }
            if (!matches(allow, tag)) {
                return Verdict.refused("tag %s matches none of the allowed globs %s".formatted(tag, allow));
            }
            return matches(ignore, tag)
                    ? Verdict.refused("tag %s matches one of the ignored globs %s".formatted(tag, ignore))
                    : Verdict.accepted();
        }

        private static boolean matches(List<String> globs, Tag tag) {
            return globs.stream().map(Glob::new).anyMatch(glob -> glob.matches(tag.value()));
        }

        /** Orders digests: an old digest under a new tag is not newer. */
        @Override
        public boolean newer(Found candidate, Found current) {
            return TagRules.newer(this, candidate, current, TagRules.BY_PUSH);
        }
    }

    /** Whatever one moving tag points to. */
    record Exact(Tag tag) implements TagPolicy {
        @Override
        public Verdict accepts(Tag other) {
            if (other.isOwn()) {
                return TagRules.own(other);
            }
            return other.equals(tag)
                    ? Verdict.accepted()
                    : Verdict.refused("tag %s is not the declared tag %s".formatted(other, tag));
        }

        /** The tag may move back to an older image: what it points to now is what is wanted. */
        @Override
        public boolean newer(Found candidate, Found current) {
            return accepts(candidate.image().tag()) instanceof Verdict.Accepted
                    && !candidate.image().digest().equals(current.image().digest());
        }
    }
}
