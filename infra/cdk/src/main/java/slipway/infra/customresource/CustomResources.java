package slipway.infra.customresource;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.agentruntime.RuntimeStatements;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** What answers CloudFormation: it takes requests in, looks at each until its resource is done, and answers for what died. */
public final class CustomResources extends Construct {
    /** The answer has to come within the hour, and counts from when the event is handled. */
    private static final int LATEST_SECONDS = 5 * 60;

    private final Deployment deployment;
    private final Names names;
    private final Calls calls;
    private final Table requests;

    public CustomResources(Construct scope, Deployment deployment) {
        super(scope, "CustomResources");
        this.deployment = deployment;
        this.names = deployment.environment().names();
        this.calls = new Calls(deployment);
        this.requests = RequestsTable.in(this, deployment);
        var failed = failed();
        var request = request(failed);
        answerFor(request, failed);
        new ResourceMachine(this, deployment, progress(), failed, deadLetters());
    }

    private HandlerFunction request(HandlerFunction failed) {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(store("GetItem", "PutItem"));
        allowed.add(calls.ledgerKey());
        allowed.add(seal("request", "kms:GenerateDataKey"));
        allowed.add(begin());
        // Lambda itself tells whoever answers for it, with its role.
        allowed.add(Allow.on(List.of(failed.alias().getFunctionArn()), "lambda:InvokeFunction"));
        return new HandlerFunction(this, Handler.RESOURCE_REQUEST, deployment, allowed, settingsToBegin());
    }

    private HandlerFunction failed() {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(store("GetItem", "PutItem"));
        allowed.add(calls.ledgerKey());
        allowed.add(seal("request", "kms:Decrypt", "kms:GenerateDataKey"));
        allowed.add(begin());
        return new HandlerFunction(this, Handler.RESOURCE_FAILED, deployment, allowed, settingsToBegin());
    }

    private HandlerFunction progress() {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(store("GetItem", "PutItem"));
        allowed.add(calls.ledger("GetItem", "PutItem", "Query"));
        allowed.add(calls.ledgerKey());
        allowed.add(seal("request", "kms:Decrypt", "kms:GenerateDataKey"));
        // A configuration that a rollout is to bring live waits for it in the ledger.
        allowed.add(seal("configuration", "kms:Decrypt", "kms:GenerateDataKey"));
        allowed.add(calls.events());
        allowed.addAll(calls.executions());
        allowed.add(calls.waking());
        var runtimes = new RuntimeStatements(names);
        allowed.addAll(runtimes.resource());
        var settings = settings();
        settings.put("SLIPWAY_BUS", deployment.foundation().bus().getEventBusName());
        settings.put("SLIPWAY_STATE_MACHINE", names.stateMachineArn());
        var function = new HandlerFunction(this, Handler.RESOURCE_PROGRESS, deployment, allowed, settings);
        Acknowledge.wildcards(
                function.policy(),
                "An execution's ARN ends with its name, which a rollout gets when it starts.",
                List.of(names.executionArns()));
        runtimes.acknowledgeResource(function.policy());
        return function;
    }

    /**
     * What the one could not take, the other answers. What it cannot answer either lands in the queue by way of the state
     * machine: a destination of its own would get the request as it came, with its URL and its secrets.
     */
    private void answerFor(HandlerFunction request, HandlerFunction failed) {
        var toFailed = CfnEventInvokeConfig.DestinationConfigProperty.builder()
                .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                        .destination(failed.alias().getFunctionArn())
                        .build())
                .build();
        var taking =
                retries(Handler.RESOURCE_REQUEST).destinationConfig(toFailed).build();
        taking.getNode().addDependency(request.alias());
        var failing = retries(Handler.RESOURCE_FAILED).build();
        failing.getNode().addDependency(failed.alias());
    }

    private CfnEventInvokeConfig.Builder retries(Handler handler) {
        return CfnEventInvokeConfig.Builder.create(this, handler.id() + "Retries")
                .functionName(names.of(handler.suffix()))
                .qualifier(Handler.ALIAS)
                .maximumEventAgeInSeconds(LATEST_SECONDS)
                .maximumRetryAttempts(2);
    }

    private Queue deadLetters() {
        var queue = Queue.Builder.create(this, "DeadLetters")
                .queueName(names.deadLetters("resource"))
                .enforceSsl(true)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(deployment.foundation().key())
                .retentionPeriod(Duration.days(14))
                .build();
        Acknowledge.finding(queue, "AwsSolutions-SQS3", "It is a dead-letter queue, of the state machine.");
        return queue;
    }

    private PolicyStatement store(String... operations) {
        var actions = new ArrayList<String>();
        for (var operation : operations) {
            actions.add("dynamodb:" + operation);
        }
        return Allow.on(List.of(requests.getTableArn()), actions.toArray(String[]::new));
    }

    /** The key, for what is sealed for {@code owner} alone. */
    private PolicyStatement seal(String owner, String... operations) {
        return Allow.where(
                Allow.stringLike("kms:EncryptionContext:sealed-for", owner + "/*"),
                List.of(deployment.foundation().key().getKeyArn()),
                operations);
    }

    private PolicyStatement begin() {
        return Allow.on(List.of(names.resourceMachineArn()), "states:StartExecution");
    }

    private SortedMap<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("SLIPWAY_KEY", deployment.foundation().key().getKeyArn());
        settings.put("SLIPWAY_REQUESTS", requests.getTableName());
        return settings;
    }

    private SortedMap<String, String> settingsToBegin() {
        var settings = settings();
        settings.put("SLIPWAY_RESOURCE_MACHINE", names.resourceMachineArn());
        return settings;
    }
}
