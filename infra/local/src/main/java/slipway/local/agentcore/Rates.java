package slipway.local.agentcore;

import slipway.local.time.TokenBucket;

/** The documented rates of one account. */
final class Rates {
    private final AgentCoreBehaviour behaviour;
    private final TokenBucket mutations = new TokenBucket(50);
    private final TokenBucket gets = new TokenBucket(150);
    private final TokenBucket lists = new TokenBucket(25);
    private final TokenBucket invocations = new TokenBucket(1000);
    private final TokenBucket sessions = new TokenBucket(25);

    Rates(AgentCoreBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    void mutation() {
        take(mutations);
    }

    void get() {
        take(gets);
    }

    void list() {
        take(lists);
    }

    void invocation() {
        take(invocations);
    }

    void session() {
        take(sessions);
    }

    private void take(TokenBucket bucket) {
        if (behaviour.rates() && !bucket.take()) {
            throw Faults.throttled();
        }
    }
}
