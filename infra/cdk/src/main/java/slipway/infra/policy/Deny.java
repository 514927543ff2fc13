package slipway.infra.policy;

import java.util.List;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements that no allowance overrides. */
public final class Deny {
    private Deny() {}

    /** Denies {@code actions} on {@code resources}. */
    public static PolicyStatement on(List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(List.of(actions))
                .resources(resources)
                .build();
    }
}
