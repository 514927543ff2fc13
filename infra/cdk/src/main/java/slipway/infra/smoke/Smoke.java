package slipway.infra.smoke;

import java.util.List;
import java.util.TreeMap;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Handler;
import software.constructs.Construct;

/** The smoke test: what it may invoke, each target's stack grants. */
public final class Smoke extends Construct {
    private final HandlerFunction function;

    public Smoke(Construct scope, Deployment deployment) {
        super(scope, "Smoke");
        var calls = new Calls(deployment);
        this.function = new HandlerFunction(
                this,
                Handler.SMOKE_TEST,
                deployment,
                List.of(calls.ledger("GetItem", "PutItem"), calls.ledgerKey()),
                new TreeMap<>());
    }

    /** The function that the state machine calls. */
    public HandlerFunction function() {
        return function;
    }
}
