package slipway.infra.environment;

import software.amazon.awscdk.RemovalPolicy;

/** What becomes of stored data when its stack is deleted. */
public enum Removal {
    DESTROY(RemovalPolicy.DESTROY),
    RETAIN(RemovalPolicy.RETAIN);

    private final RemovalPolicy policy;

    Removal(RemovalPolicy policy) {
        this.policy = policy;
    }

    public RemovalPolicy policy() {
        return policy;
    }
}
