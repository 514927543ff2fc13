package slipway.infra.customresource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/** The loop around {@code ResourceProgressHandler}: it waits, and sees to it that whatever dies is answered. */
final class ResourceMachine extends Construct {
    private static final String DEFINITION = "resource.asl.json";

    ResourceMachine(
            Construct scope,
            Deployment deployment,
            HandlerFunction progress,
            HandlerFunction failed,
            IQueue deadLetters) {
        super(scope, "Machine");
        var names = deployment.environment().names();
        var substitutions = new TreeMap<String, String>();
        substitutions.put("Progress", progress.alias().getFunctionArn());
        substitutions.put("Failed", failed.alias().getFunctionArn());
        substitutions.put("DeadLetters", deadLetters.getQueueUrl());
        // No time-out: it would skip every Catch, and with it the answer.
        var machine = StateMachine.Builder.create(this, "StateMachine")
                .stateMachineName(names.resourceMachine())
                .stateMachineType(StateMachineType.STANDARD)
                .definitionBody(DefinitionBody.fromString(definition()))
                .definitionSubstitutions(substitutions)
                .role(role(deployment, List.of(progress, failed), deadLetters))
                .build();
        Acknowledge.finding(
                machine,
                "AwsSolutions-SF1",
                "Step Functions keeps the history for 90 days; delivering logs needs log permissions on every resource.");
        Acknowledge.finding(
                machine,
                "AwsSolutions-SF2",
                "The history names every look with its time; a trace of waits that last minutes adds nothing to it.");
    }

    private Role role(Deployment deployment, List<HandlerFunction> functions, IQueue deadLetters) {
        var names = deployment.environment().names();
        var aliases = functions.stream()
                .map(function -> function.alias().getFunctionArn())
                .toList();
        var calls = PolicyDocument.Builder.create()
                .statements(List.of(
                        Allow.on(aliases, "lambda:InvokeFunction"),
                        Allow.on(List.of(deadLetters.getQueueArn()), "sqs:SendMessage"),
                        Allow.where(
                                throughQueues(names),
                                List.of(deployment.foundation().key().getKeyArn()),
                                "kms:Decrypt",
                                "kms:GenerateDataKey")))
                .build();
        var policies = new TreeMap<String, PolicyDocument>();
        policies.put("calls", calls);
        return Role.Builder.create(this, "Role")
                .roleName(names.of("resource-machine"))
                .assumedBy(ServicePrincipal.Builder.create("states.amazonaws.com")
                        .conditions(Allow.stringEquals("aws:SourceAccount", names.account()))
                        .build())
                .inlinePolicies(policies)
                .build();
    }

    private static SortedMap<String, SortedMap<String, String>> throughQueues(Names names) {
        return Allow.stringEquals("kms:ViaService", "sqs." + names.region() + ".amazonaws.com");
    }

    private static String definition() {
        try (var in = Objects.requireNonNull(ResourceMachine.class.getResourceAsStream(DEFINITION), DEFINITION)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(DEFINITION, e);
        }
    }
}
