package slipway.infra.target;

import org.jspecify.annotations.Nullable;

/**
 * What an owner says about a target.
 *
 * @param runtime absent where the target only publishes
 * @param endpoint the live endpoint's name, where there is a runtime
 * @param smokeTest where there is a runtime
 */
public record Declaration(
        String name,
        FollowedRepository repository,
        TagPolicy tagPolicy,
        @Nullable TargetRuntime runtime,
        @Nullable String endpoint,
        @Nullable SmokeTest smokeTest) {

    /** A target that brings images live on {@code runtime}, behind {@code endpoint}. */
    public static Declaration live(
            String name,
            FollowedRepository repository,
            TagPolicy tagPolicy,
            TargetRuntime runtime,
            String endpoint,
            SmokeTest smokeTest) {
        return new Declaration(name, repository, tagPolicy, runtime, endpoint, smokeTest);
    }

    /** A target for stacks that read a tag: nothing is rolled out. */
    public static Declaration publishOnly(String name, FollowedRepository repository, TagPolicy tagPolicy) {
        return new Declaration(name, repository, tagPolicy, null, null, null);
    }
}
