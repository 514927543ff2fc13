package slipway.operate;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** What somebody wants to see. */
sealed interface View {
    /** Every target, as the ledger knows it. */
    record AllTargets() implements View {}

    /** One target with everything, AWS asked. */
    record OneTarget(TargetName target) implements View {}

    /**
     * A target's rollouts, newest first.
     *
     * @param limit 1 to 50
     * @param before only those with a smaller number
     */
    record Rollouts(TargetName target, int limit, Optional<Long> before) implements View {}

    /** The whole record of one rollout. */
    record OneRollout(RolloutId rollout) implements View {}

    /** What the tag policy says of the images that exist. */
    record Images(TargetName target) implements View {}

    /** What the last rebuild of a lost ledger came to. */
    record Rebuild() implements View {}

    /** @throws Refused naming everything that is wrong with the request */
    static View of(UrlRequest request) {
        Members members = Members.of(request.body());
        return members.whole(members.oneOf("view", readers()).flatMap(read -> read.apply(members)));
    }

    private static Map<String, Function<Members, Optional<View>>> readers() {
        return Map.of(
                "targets",
                _ -> Optional.of(new AllTargets()),
                "target",
                members -> target(members).map(OneTarget::new),
                "rollouts",
                View::rollouts,
                "rollout",
                members -> members.required("rollout", RolloutId::new).map(OneRollout::new),
                "images",
                members -> target(members).map(Images::new),
                "rebuild",
                _ -> Optional.of(new Rebuild()));
    }

    private static Optional<TargetName> target(Members members) {
        return members.required("target", TargetName::new);
    }

    private static Optional<View> rollouts(Members members) {
        int standard = 20;
        int limit = members.number("limit", 1, 50).map(Long::intValue).orElse(standard);
        Optional<Long> before = members.number("before", 1, Integer.MAX_VALUE);
        return target(members).map(target -> new Rollouts(target, limit, before));
    }
}
