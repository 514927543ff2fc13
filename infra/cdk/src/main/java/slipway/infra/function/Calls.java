package slipway.infra.function;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.IQueue;

/** Statements that handlers have in common, each for what it names alone. */
public final class Calls {
    private final Deployment deployment;
    private final Names names;

    public Calls(Deployment deployment) {
        this.deployment = deployment;
        this.names = deployment.environment().names();
    }

    /** Operations of DynamoDB on the ledger. */
    public PolicyStatement ledger(String... operations) {
        var actions = Arrays.stream(operations)
                .map(operation -> "dynamodb:" + operation)
                .toArray(String[]::new);
        return Allow.on(List.of(deployment.foundation().table().getTableArn()), actions);
    }

    /** The ledger's key, through DynamoDB and no other way. */
    public PolicyStatement ledgerKey() {
        return Allow.where(
                throughDynamo(),
                key(),
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo");
    }

    /** As {@link #ledgerKey()}, for those who only read. */
    public PolicyStatement ledgerKeyToRead() {
        return Allow.where(throughDynamo(), key(), "kms:Decrypt", "kms:DescribeKey");
    }

    private SortedMap<String, SortedMap<String, String>> throughDynamo() {
        return Allow.stringEquals("kms:ViaService", "dynamodb." + names.region() + ".amazonaws.com");
    }

    private List<String> key() {
        return List.of(deployment.foundation().key().getKeyArn());
    }

    /** Operations of Parameter Store on the parameters that {@code paths} match. */
    public PolicyStatement parameters(List<String> paths, String... operations) {
        var actions =
                Arrays.stream(operations).map(operation -> "ssm:" + operation).toArray(String[]::new);
        return Allow.on(paths.stream().map(names::parameterArn).toList(), actions);
    }

    /** Events on Slipway's bus. */
    public PolicyStatement events() {
        return Allow.on(List.of(deployment.foundation().bus().getEventBusArn()), "events:PutEvents");
    }

    /** Starting a rollout's execution, and looking at the one that may hold a lock. */
    public List<PolicyStatement> executions() {
        return List.of(
                Allow.on(List.of(names.stateMachineArn()), "states:StartExecution"),
                Allow.on(List.of(names.executionArns()), "states:DescribeExecution"));
    }

    /** Ending the wait of a rollout that is parked. */
    public PolicyStatement waking() {
        return Allow.on(List.of(names.stateMachineArn()), "states:SendTaskSuccess");
    }

    /** Lambda itself puts what a handler could not handle into its dead-letter queue, with the handler's role. */
    public PolicyStatement deadLetters(IQueue queue) {
        return Allow.on(List.of(queue.getQueueArn()), "sqs:SendMessage");
    }
}
