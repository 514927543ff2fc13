package slipway.infra.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import slipway.infra.agentruntime.RuntimeStatements;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.publish.Publish;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** Takes people's orders, and tells them how things stand. */
public final class Operate extends Construct {
    private static final List<String> DESIRED = List.of("images/*/desired-image");
    private static final List<String> PUBLISHED = List.of("images/*/desired-image", "images/*/image-tag");

    private final Deployment deployment;
    private final Names names;
    private final Calls calls;
    private final RuntimeStatements runtimes;

    /** @param reachable whether people reach the functions by an address of their own, and get policies for it */
    public Operate(Construct scope, Deployment deployment, boolean reachable) {
        super(scope, "Operate");
        this.deployment = deployment;
        this.names = deployment.environment().names();
        this.calls = new Calls(deployment);
        this.runtimes = new RuntimeStatements(names);
        var operator = operator();
        var status = status();
        if (reachable) {
            new Entries(this, names, operator, status);
        }
    }

    private HandlerFunction operator() {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(calls.ledger("GetItem", "PutItem", "Query"));
        allowed.add(calls.ledgerKey());
        allowed.add(calls.parameters(PUBLISHED, "GetParameter", "PutParameter"));
        allowed.add(calls.parameters(DESIRED, "GetParameterHistory"));
        allowed.add(calls.events());
        allowed.addAll(calls.executions());
        allowed.add(calls.waking());
        allowed.addAll(runtimes.operator());
        allowed.add(Allow.on(List.of(names.aliasArn(Handler.DRIFT_CHECK)), "lambda:InvokeFunction"));
        var settings = new TreeMap<String, String>();
        settings.put("SLIPWAY_BUS", deployment.foundation().bus().getEventBusName());
        settings.put("SLIPWAY_DRIFT_CHECK", names.aliasArn(Handler.DRIFT_CHECK));
        settings.put("SLIPWAY_STATE_MACHINE", names.stateMachineArn());
        settings.put("SLIPWAY_PUBLISHER_ROLES", Publish.roles(deployment));
        var function = new HandlerFunction(this, Handler.OPERATOR, deployment, allowed, settings);
        Acknowledge.wildcards(
                function.policy(),
                "An execution's ARN ends with its name, which a rollout gets when it starts.",
                List.of(names.executionArns()));
        Acknowledge.wildcards(
                function.policy(),
                "One segment of the path is the target's name: targets are declared later, by other stacks.",
                PUBLISHED.stream().map(names::parameterArn).toList());
        runtimes.acknowledge(function.policy());
        runtimes.acknowledgeFinding(function.policy());
        return function;
    }

    private HandlerFunction status() {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(calls.ledger("GetItem", "Query"));
        allowed.add(calls.ledgerKeyToRead());
        allowed.addAll(runtimes.status());
        var function = new HandlerFunction(this, Handler.STATUS, deployment, allowed, new TreeMap<>());
        runtimes.acknowledge(function.policy());
        runtimes.acknowledgeFinding(function.policy());
        return function;
    }
}
