package slipway.infra.target;

import java.util.List;

/** Which tags of the repository a target follows. */
public sealed interface TagPolicy {

    /** The highest version within an npm-style {@code range}. */
    static Semver semver(String range) {
        return new Semver(range, false);
    }

    /** The image pushed last, under any tag. */
    static Newest newest() {
        return new Newest(List.of("*"), List.of());
    }

    /** One tag that moves. */
    static Exact exact(String tag) {
        return new Exact(tag);
    }

    /** The highest version within {@code range}, pre-releases only if asked for. */
    record Semver(String range, boolean preReleases) implements TagPolicy {}

    /** The image pushed last under a tag that one of {@code allow} matches and none of {@code ignore}. */
    record Newest(List<String> allow, List<String> ignore) implements TagPolicy {
        public Newest {
            allow = List.copyOf(allow);
            ignore = List.copyOf(ignore);
        }
    }

    /** Whatever {@code tag} names. */
    record Exact(String tag) implements TagPolicy {}
}
