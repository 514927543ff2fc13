package slipway.infra.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/** The loop around {@code RolloutHandler}: it holds waits, retries and history, and decides nothing. */
final class RolloutMachine extends Construct {
    private static final String DEFINITION = "rollout.asl.json";

    RolloutMachine(Construct scope, Deployment deployment, HandlerFunction rollout, HandlerFunction smokeTest) {
        super(scope, "Machine");
        var environment = deployment.environment();
        var substitutions = new TreeMap<String, String>();
        substitutions.put("Bus", deployment.foundation().bus().getEventBusName());
        substitutions.put("Environment", environment.names().environment());
        substitutions.put("Rollout", rollout.alias().getFunctionArn());
        substitutions.put("SmokeTest", smokeTest.alias().getFunctionArn());
        // No time-out: it would skip every Catch, and with it the record of what happened.
        var machine = StateMachine.Builder.create(this, "StateMachine")
                .stateMachineName(environment.names().stateMachine())
                .stateMachineType(StateMachineType.STANDARD)
                .definitionBody(DefinitionBody.fromString(definition()))
                .definitionSubstitutions(substitutions)
                .role(role(deployment, rollout, smokeTest))
                .build();
        acknowledge(machine);
    }

    private Role role(Deployment deployment, HandlerFunction rollout, HandlerFunction smokeTest) {
        var names = deployment.environment().names();
        var aliases =
                List.of(rollout.alias().getFunctionArn(), smokeTest.alias().getFunctionArn());
        var calls = PolicyDocument.Builder.create()
                .statements(List.of(
                        Allow.on(aliases, "lambda:InvokeFunction"),
                        Allow.on(List.of(deployment.foundation().bus().getEventBusArn()), "events:PutEvents"),
                        // PutMetricData has no resource; the namespace is what AWS offers to narrow it.
                        Allow.where(
                                Allow.stringEquals("cloudwatch:namespace", "Slipway"),
                                List.of("*"),
                                "cloudwatch:PutMetricData")))
                .build();
        var policies = new TreeMap<String, PolicyDocument>();
        policies.put("calls", calls);
        var role = Role.Builder.create(this, "Role")
                .roleName(names.of("rollout-machine"))
                .assumedBy(ServicePrincipal.Builder.create("states.amazonaws.com")
                        .conditions(Allow.stringEquals("aws:SourceAccount", names.account()))
                        .build())
                .inlinePolicies(policies)
                .build();
        Acknowledge.wildcards(
                role, "PutMetricData has no resource; a condition holds it to one namespace.", List.of("*"));
        return role;
    }

    private static void acknowledge(StateMachine machine) {
        Acknowledge.finding(
                machine,
                "AwsSolutions-SF1",
                "Step Functions keeps the history for 90 days and the ledger the rollout's record; delivering logs needs log permissions on every resource.");
        Acknowledge.finding(
                machine,
                "AwsSolutions-SF2",
                "The record names every step with its time; a trace of waits that last hours adds nothing to it.");
    }

    private static String definition() {
        try (var in = Objects.requireNonNull(RolloutMachine.class.getResourceAsStream(DEFINITION), DEFINITION)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(DEFINITION, e);
        }
    }
}
