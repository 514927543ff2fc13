package slipway.infra.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an owner says about a target.
 *
 * @param runtime absent where the target only publishes
 * @param endpoint the live endpoint's name, where there is a runtime
 * @param smokeTest where there is a runtime
 * @param approval how long a person has to say yes before live moves, 1 hour to 14 days, whole hours; absent where nobody is asked
 * @param bake how live is watched after it has moved; absent where it is not
 * @param aftercare what is done when a rollout has ended; the control plane's own defaults where it is absent
 * @param drift what is done about drift; it is healed where this is absent
 */
public record Declaration(
        String name,
        FollowedRepository repository,
        TagPolicy tagPolicy,
        @Nullable TargetRuntime runtime,
        @Nullable String endpoint,
        @Nullable SmokeTest smokeTest,
        @Nullable Duration approval,
        @Nullable Bake bake,
        @Nullable Aftercare aftercare,
        @Nullable Drift drift) {

    /** A target that brings images live on {@code runtime}, behind {@code endpoint}. */
    public static Declaration live(
            String name,
            FollowedRepository repository,
            TagPolicy tagPolicy,
            TargetRuntime runtime,
            String endpoint,
            SmokeTest smokeTest) {
        return new Declaration(name, repository, tagPolicy, runtime, endpoint, smokeTest, null, null, null, null);
    }

    /** A target for stacks that read a tag: nothing is rolled out. */
    public static Declaration publishOnly(String name, FollowedRepository repository, TagPolicy tagPolicy) {
        return new Declaration(name, repository, tagPolicy, null, null, null, null, null, null, null);
    }

    /** The same target; a person approves within {@code expires} before live moves, or the image is rejected. */
    public Declaration approved(Duration expires) {
        return new Declaration(
                name, repository, tagPolicy, runtime, endpoint, smokeTest, expires, bake, aftercare, drift);
    }

    /** The same target, watched after live has moved. */
    public Declaration baked(Bake bake) {
        return new Declaration(
                name, repository, tagPolicy, runtime, endpoint, smokeTest, approval, bake, aftercare, drift);
    }

    /** The same target, with this done when a rollout has ended. */
    public Declaration followedBy(Aftercare aftercare) {
        return new Declaration(
                name, repository, tagPolicy, runtime, endpoint, smokeTest, approval, bake, aftercare, drift);
    }

    /** The same target, with this done about drift. */
    public Declaration onDrift(Drift drift) {
        return new Declaration(
                name, repository, tagPolicy, runtime, endpoint, smokeTest, approval, bake, aftercare, drift);
    }
}
