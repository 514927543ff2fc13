package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.sqs.SqsService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** AWS's own SDK against functions and queues: it checks what it is told, MD5 sums included. */
class WireIT {
    @TempDir
    private Path work;

    private LocalFunctions local;
    private Edge edge;
    private LambdaClient lambda;
    private SqsClient sqs;

    @BeforeEach
    void start() throws Exception {
        local = new LocalFunctions(work);
        Faults faults = new Faults(local.identities, local.clock);
        edge = new Edge(0, local.identities, local::authorize, faults, new CallLog(100), local.clock);
        edge.register(new LambdaService(local.lambdas, local.mappings));
        edge.register(new SqsService(LocalFunctions.PLACE, () -> edge.uri().toString(), local.queues));
        lambda = client(LambdaClient.builder().httpClient(UrlConnectionHttpClient.create()));
        sqs = client(SqsClient.builder().httpClient(UrlConnectionHttpClient.create()));
    }

    @AfterEach
    void stop() {
        lambda.close();
        sqs.close();
        edge.close();
        local.close();
    }

    @Test
    void aFunctionIsInvokedByNameAndQualifier() {
        local.sample("echo");

        InvokeResponse answer = invoke("echo", "{\"say\":\"hi\"}");
        InvokeResponse failed = invoke("echo", "{\"do\":\"throw\"}");

        assertThat(answer.payload().asUtf8String()).contains("\"said\":\"hi\"");
        assertThat(answer.executedVersion()).isEqualTo("1");
        assertThat(answer.functionError()).isNull();
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(lambda.invoke(request -> request.functionName("echo:live").invocationType(InvocationType.EVENT))
                        .statusCode())
                .isEqualTo(202);
        assertThat(lambda.getFunctionConfiguration(request -> request.functionName("echo"))
                        .handler())
                .endsWith("Sample::handleRequest");
        assertThatThrownBy(() -> invoke("nobody", "{}")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aMessageComesBackAsItWasSent() {
        local.make("AWS::SQS::Queue", "{\"QueueName\":\"orders\",\"VisibilityTimeout\":43200}");
        String url = sqs.getQueueUrl(request -> request.queueName("orders")).queueUrl();
        MessageAttributeValue blue = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("blau")
                .build();

        sqs.sendMessage(
                request -> request.queueUrl(url).messageBody("grüezi").messageAttributes(Map.of("colour", blue)));
        Message received = sqs.receiveMessage(request ->
                        request.queueUrl(url).messageAttributeNames("All").waitTimeSeconds(1))
                .messages()
                .getFirst();

        assertThat(received.body()).isEqualTo("grüezi");
        assertThat(received.messageAttributes()).containsEntry("colour", blue);
        assertThat(depth(url)).isEqualTo("0 + 1");
        sqs.changeMessageVisibility(request ->
                request.queueUrl(url).receiptHandle(received.receiptHandle()).visibilityTimeout(0));
        assertThat(depth(url)).isEqualTo("1 + 0");
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(received.receiptHandle()));
        assertThat(depth(url)).isEqualTo("0 + 0");
    }

    @Test
    void aBatchIsSentAndPurged() {
        local.make("AWS::SQS::Queue", "{\"QueueName\":\"many\"}");
        String url = sqs.listQueues(request -> request.queueNamePrefix("man"))
                .queueUrls()
                .getFirst();

        List<SendMessageBatchRequestEntry> entries = List.of(
                SendMessageBatchRequestEntry.builder().id("a").messageBody("1").build(),
                SendMessageBatchRequestEntry.builder().id("b").messageBody("2").build());
        assertThat(sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                        .successful())
                .hasSize(2);
        sqs.purgeQueue(request -> request.queueUrl(url));

        assertThat(depth(url)).isEqualTo("0 + 0");
    }

    @Test
    void refusalsHaveAwssNames() {
        local.make("AWS::SQS::Queue", "{\"QueueName\":\"closed\"}");
        String url = sqs.getQueueUrl(request -> request.queueName("closed")).queueUrl();
        local.denied.add("sqs:SendMessage");

        assertThatThrownBy(
                        () -> sqs.sendMessage(request -> request.queueUrl(url).messageBody("x")))
                .isInstanceOfSatisfying(
                        SqsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).startsWith("AccessDenied"));
        assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("gone")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private InvokeResponse invoke(String name, String payload) {
        return lambda.invoke(
                request -> request.functionName(name).qualifier("live").payload(SdkBytes.fromUtf8String(payload)));
    }

    private String depth(String url) {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) + " + "
                + attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(edge.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
