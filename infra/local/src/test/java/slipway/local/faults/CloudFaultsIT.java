package slipway.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Faults that any client switches on by HTTP bite in a whole cloud, and are counted. */
@Timeout(60)
class CloudFaultsIT {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final Duration DELIVERED = Duration.ofSeconds(10);
    private static final String TEMPLATE = """
            {"Resources": {
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "changes"}},
              "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {
                "Queues": [{"Ref": "Queue"}],
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
                  "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}]}}},
              "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Name": "changed", "State": "ENABLED",
                "EventPattern": {"source": ["aws.ssm"]},
                "Targets": [{"Id": "queue", "Arn": {"Fn::GetAtt": ["Queue", "Arn"]}}]}},
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "snapped", "AssumeRolePolicyDocument":
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Service": "lambda.amazonaws.com"}}]}}},
              "Function": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "snapped",
                "Handler": "some.Handler::handleRequest", "Runtime": "java25", "MemorySize": 512, "Timeout": 20,
                "Architectures": ["arm64"], "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "SnapStart": {"ApplyOn": "PublishedVersions"}, "Code": {"S3Bucket": "assets", "S3Key": "code.zip"}}},
              "Version": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Function"}}},
              "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live",
                "FunctionName": {"Ref": "Function"}, "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]}}}}}
            """;
    private static final String MANIFEST = """
            {"version": "48.0.0", "artifacts": {
              "assets": {"type": "cdk:asset-manifest", "properties": {"file": "assets.json"}},
              "shop": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-central-1",
                "properties": {"templateFile": "shop.template.json", "stackName": "shop"}}}}
            """;
    private static final String ASSETS = """
            {"files": {"code": {"source": {"path": "code", "packaging": "zip"},
              "destinations": {"here": {"bucketName": "assets", "objectKey": "code.zip"}}}}}
            """;

    @TempDir
    private static Path folder;

    private static LocalCloud cloud;
    private static SsmClient ssm;
    private static SqsClient sqs;
    private static LambdaClient lambda;
    private static String queue;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), MANIFEST);
        Files.writeString(folder.resolve("shop.template.json"), TEMPLATE);
        Files.writeString(folder.resolve("assets.json"), ASSETS);
        Files.createDirectory(folder.resolve("code"));
        cloud = new LocalCloud(folder, PLACE, 0, 100, (wanted, made, done, total) -> {});
        cloud.deploy("shop");
        ssm = client(SsmClient.builder());
        sqs = client(SqsClient.builder());
        lambda = client(LambdaClient.builder());
        queue = sqs.getQueueUrl(r -> r.queueName("changes")).queueUrl();
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(cloud.uri())
                .region(Region.of(PLACE.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @BeforeEach
    void write() {
        put("first");
        assertThat(received()).hasSize(1);
    }

    @AfterEach
    void disarm() throws Exception {
        assertThat(send("DELETE", "", "").statusCode()).isEqualTo(204);
        ssm.deleteParameter(r -> r.name("/shop/price"));
        assertThat(received()).hasSize(1);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static void put(String value) {
        ssm.putParameter(r -> r.name("/shop/price").value(value).type("String").overwrite(true));
    }

    private static String read() {
        return ssm.getParameter(r -> r.name("/shop/price")).parameter().value();
    }

    private static List<Message> received() {
        List<Message> messages = new ArrayList<>(sqs.receiveMessage(r -> r.queueUrl(queue)
                        .waitTimeSeconds((int) DELIVERED.toSeconds())
                        .maxNumberOfMessages(1))
                .messages());
        messages.forEach(message -> sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())));
        return messages;
    }

    @Test
    void aThrottledCallIsRefusedInTheServicesWords() throws Exception {
        int id = arm("{'fault':'throttle','action':'ssm:GetParameter'}");

        assertThatThrownBy(CloudFaultsIT::read)
                .isInstanceOfSatisfying(
                        SsmException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException"));
        assertThat(read()).isEqualTo("first");
        assertThat(struck(id)).isEqualTo(1);
    }

    @Test
    void aWriteThatFailedAfterItsEffectIsThere() throws Exception {
        int id = arm("{'fault':'broken','action':'ssm:PutParameter','afterEffect':true}");

        assertThatThrownBy(() -> put("second")).hasMessageContaining("internal error");

        assertThat(read()).isEqualTo("second");
        assertThat(struck(id)).isEqualTo(1);
        assertThat(received()).hasSize(1);
    }

    @Test
    void aWriteThatTimedOutAfterItsEffectIsThere() throws Exception {
        int id = arm("{'fault':'silence','realSeconds':60,'action':'ssm:PutParameter','afterEffect':true}");

        assertThatThrownBy(() -> ssm.putParameter(r -> r.name("/shop/price")
                        .value("second")
                        .type("String")
                        .overwrite(true)
                        .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofMillis(500)))))
                .isInstanceOf(SdkClientException.class);

        assertThat(read()).isEqualTo("second");
        assertThat(struck(id)).isEqualTo(1);
        assertThat(received()).hasSize(1);
    }

    @Test
    void aStaleReadShowsWhatWasThereBefore() throws Exception {
        put("second");
        int id = arm("{'fault':'stale','action':'ssm:Get*','times':2}");

        assertThat(read()).isEqualTo("first");
        assertThat(ssm.getParametersByPath(r -> r.path("/shop")).parameters())
                .singleElement()
                .satisfies(parameter -> assertThat(parameter.value()).isEqualTo("first"));
        assertThat(read()).isEqualTo("second");
        assertThat(struck(id)).isEqualTo(2);
        assertThat(received()).hasSize(1);
    }

    @Test
    void aStaleReadOfANewParameterFindsNone() throws Exception {
        arm("{'fault':'stale','action':'ssm:GetParameter'}");

        assertThatThrownBy(CloudFaultsIT::read).isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void aLostEventDoesNotComeAndADoubledOneComesTwice() throws Exception {
        int lost = arm("{'fault':'lost','action':'Parameter Store Change','by':'aws.ssm','resource':'rule/changed'}");
        put("lost");
        arm("{'fault':'twice','action':'*'}");

        put("doubled");

        assertThat(received()).hasSize(1);
        assertThat(received()).hasSize(1);
        assertThat(struck(lost)).isEqualTo(1);
    }

    @Test
    void aFullQueueTakesAnEventWhenItIsTriedAgainAndGivesNone() throws Exception {
        int sends = arm("{'fault':'full','action':'sqs:SendMessage','by':'events.amazonaws.com','times':2}");
        put("second");
        assertThat(received()).hasSize(1);
        assertThat(struck(sends)).isEqualTo(2);

        arm("{'fault':'full','action':'sqs:ReceiveMessage'}");

        assertThatThrownBy(CloudFaultsIT::received)
                .isInstanceOfSatisfying(
                        SqsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).endsWith("OverLimit"));
    }

    @Test
    void aSleepingVersionRefusesToBeInvoked() throws Exception {
        int id = arm("{'fault':'asleep','action':'lambda:InvokeFunction','resource':'function:snapped'}");

        assertThatThrownBy(() -> lambda.invoke(r -> r.functionName("snapped").qualifier("live")))
                .isInstanceOf(SnapStartNotReadyException.class);

        assertThat(struck(id)).isEqualTo(1);
    }

    @Test
    void oneFaultCanBeSwitchedOffAndTheOthersStay() throws Exception {
        int first = arm("{'fault':'throttle','action':'ssm:GetParameter'}");
        int second = arm("{'fault':'lost','action':'*','chance':0.5,'seed':7}");

        assertThat(send("DELETE", "/" + first, "").statusCode()).isEqualTo(204);

        JsonNode all = json(send("GET", "", ""));
        assertThat(all.path("faults")).hasSize(1);
        assertThat(all.at("/faults/0/id").asInt()).isEqualTo(second);
        assertThat(all.at("/faults/0/seed").asInt()).isEqualTo(7);
        assertThat(send("GET", "/" + first, "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeARuleIsRefusedByName() throws Exception {
        assertThat(refused("{'fault':'fire','action':'*'}")).startsWith("fault cannot be 'fire'; say throttle");
        assertThat(refused("{'fault':'lost'}")).isEqualTo("action cannot be left out; give a text");
        assertThat(refused("{'fault':'lost','action':'*','chance':2}"))
                .isEqualTo("chance cannot be '2.0'; give more than 0 and at most 1");
        assertThat(refused("{'fault':'lost','action':'*','nht':2}")).startsWith("nht is no member of this fault");
        assertThat(refused("{'fault':'full','action':'*','afterEffect':true}")).startsWith("moment cannot be");
        assertThat(refused("[]")).isEqualTo("Not a JSON object");
        assertThat(json(send("GET", "", "")).path("faults")).isEmpty();
    }

    @Test
    void aWebPageCannotSwitchFaults() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(URI.create(cloud.uri() + FaultsService.PATH))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"fault\":\"lost\",\"action\":\"*\"}"))
                .build();

        assertThat(http.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
        assertThat(json(send("GET", "", "")).path("faults")).isEmpty();
    }

    @Test
    void aForeignPageCannotSwitchFaultsOff() throws Exception {
        int id = arm("{'fault':'throttle','action':'ssm:GetParameter'}");
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(cloud.uri() + FaultsService.PATH))
                .header("Origin", "http://evil.example")
                .DELETE()
                .build();

        HttpResponse<String> answer = http.send(foreign, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("message").asText()).startsWith("The request comes from another web page");
        assertThat(send("GET", "/" + id, "").statusCode()).isEqualTo(200);
    }

    private String refused(String rule) throws Exception {
        HttpResponse<String> answer = send("POST", "", rule.replace('\'', '"'));
        assertThat(answer.statusCode()).isEqualTo(400);
        return json(answer).path("message").asText();
    }

    private int arm(String rule) throws Exception {
        HttpResponse<String> armed = send("POST", "", rule.replace('\'', '"'));
        assertThat(armed.statusCode()).as(armed.body()).isEqualTo(201);
        return json(armed).path("id").asInt();
    }

    private int struck(int id) throws Exception {
        return json(send("GET", "/" + id, "")).path("struck").asInt();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloud.uri() + FaultsService.PATH + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
