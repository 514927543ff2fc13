package slipway.infra.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import slipway.infra.agentruntime.RuntimeStatements;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Handler;
import software.constructs.Construct;

/** The smoke test: it may invoke what has opted in, and change nothing. */
public final class Smoke extends Construct {
    private final HandlerFunction function;

    public Smoke(Construct scope, Deployment deployment) {
        super(scope, "Smoke");
        var calls = new Calls(deployment);
        var runtimes = new RuntimeStatements(deployment.environment().names());
        var allowed = new ArrayList<>(List.of(calls.ledger("GetItem", "PutItem"), calls.ledgerKey()));
        allowed.addAll(runtimes.smokeTest());
        this.function = new HandlerFunction(this, Handler.SMOKE_TEST, deployment, allowed, new TreeMap<>());
        runtimes.acknowledge(function.policy());
    }

    /** The function that the state machine calls. */
    public HandlerFunction function() {
        return function;
    }
}
