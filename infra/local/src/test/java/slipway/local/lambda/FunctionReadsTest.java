package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.Client;

class FunctionReadsTest {
    private static final String ARN = "arn:aws:lambda:eu-central-1:111122223333:function:echo";
    private static final String PATH = "/2015-03-31/functions/echo";

    @TempDir
    private Path work;

    private LocalFunctions local;
    private Client client;

    @BeforeEach
    void start() {
        local = new LocalFunctions(work);
        client = new Client(new LambdaService(local.lambdas, local.mappings));
        local.make("AWS::Lambda::Function", """
                {"FunctionName":"echo","Runtime":"java25","Handler":"some.Handler::handleRequest","Description":"says it",
                 "Role":"arn:aws:iam::111122223333:role/sample-role","Architectures":["arm64"],
                 "SnapStart":{"ApplyOn":"PublishedVersions"},"Code":{"S3Bucket":"assets","S3Key":"echo"},
                 "Environment":{"Variables":{"GREETING":"hello"}},"Tags":[{"Key":"team","Value":"a"}]}""");
        local.make("AWS::Lambda::Version", "{\"FunctionName\":\"echo\"}");
        local.make("AWS::Lambda::Alias", "{\"FunctionName\":\"echo\",\"Name\":\"live\",\"FunctionVersion\":\"1\"}");
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private JsonNode get(String path) {
        return client.get(path, Map.of());
    }

    @Test
    void aFunctionIsShownBehindItsAliasWithWhatItWasMadeOf() {
        JsonNode function = client.get(PATH, Map.of("Qualifier", "live"));

        JsonNode configuration = function.path("Configuration");
        assertThat(configuration.path("FunctionArn").asText()).isEqualTo(ARN + ":live");
        assertThat(configuration.path("Version").asText()).isEqualTo("1");
        assertThat(configuration.path("State").asText()).isEqualTo("Active");
        assertThat(configuration.path("Architectures").toString()).isEqualTo("[\"arm64\"]");
        assertThat(configuration.path("SnapStart").toString())
                .isEqualTo("{\"ApplyOn\":\"PublishedVersions\",\"OptimizationStatus\":\"On\"}");
        assertThat(configuration.at("/Environment/Variables/GREETING").asText()).isEqualTo("hello");
        assertThat(configuration.path("Role").asText()).endsWith(":role/sample-role");
        assertThat(configuration.path("LastUpdateStatus").asText()).isEqualTo("Successful");
        assertThat(configuration.path("LastModified").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        assertThat(function.at("/Tags/team").asText()).isEqualTo("a");
        assertThat(get(PATH + "/configuration")
                        .at("/SnapStart/OptimizationStatus")
                        .asText())
                .isEqualTo("Off");
        assertThat(client.asked)
                .containsExactly("lambda:GetFunction " + ARN + ":live", "lambda:GetFunctionConfiguration " + ARN);
    }

    @Test
    void versionsAreListedInPages() {
        JsonNode first = client.get(PATH + "/versions", Map.of("MaxItems", "1"));
        JsonNode second = client.get(
                PATH + "/versions",
                Map.of("MaxItems", "1", "Marker", first.path("NextMarker").asText()));

        assertThat(first.at("/Versions/0/FunctionArn").asText()).isEqualTo(ARN + ":$LATEST");
        assertThat(second.at("/Versions/0/Version").asText()).isEqualTo("1");
        assertThat(second.has("NextMarker")).isFalse();
        assertThat(client.get(PATH + "/versions", Map.of("Marker", "x"))
                        .path("message")
                        .asText())
                .contains("'x'");
    }

    @Test
    void aliasesAndFunctionsAreListed() {
        assertThat(get(PATH + "/aliases").at("/Aliases/0/AliasArn").asText()).isEqualTo(ARN + ":live");
        assertThat(client.get(PATH + "/aliases", Map.of("FunctionVersion", "2")).path("Aliases"))
                .isEmpty();
        assertThat(get(PATH + "/aliases/live").path("FunctionVersion").asText()).isEqualTo("1");
        assertThat(get(PATH + "/aliases/gone").path("message").asText()).contains("Cannot find alias");
        assertThat(get("/2015-03-31/functions/").path("Functions")).hasSize(1);
        assertThat(client.get("/2015-03-31/functions", Map.of("FunctionVersion", "ALL"))
                        .path("Functions"))
                .hasSize(2);
    }

    @Test
    void thePolicyOfAnAliasIsItsOwn() {
        local.make("AWS::Lambda::Permission", """
                {"FunctionName":"%s:live","Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com"}""".formatted(ARN));

        JsonNode policy = client.get(PATH + "/policy", Map.of("Qualifier", "live"));

        assertThat(policy.path("Policy").asText())
                .contains("\"Service\":\"events.amazonaws.com\"", "\"Resource\":\"" + ARN + ":live\"");
        assertThat(get(PATH + "/policy").path("message").asText()).contains("does not exist");
    }

    @Test
    void queuesAsEventSourcesAreListed() {
        String queue = local.make("AWS::SQS::Queue", "{\"QueueName\":\"orders\"}")
                .attributes()
                .get("Arn");
        local.make("AWS::Lambda::EventSourceMapping", """
                {"EventSourceArn":"%s","FunctionName":"%s:live","Enabled":false,
                 "FunctionResponseTypes":["ReportBatchItemFailures"]}""".formatted(queue, ARN));

        JsonNode all = client.get("/2015-03-31/event-source-mappings/", Map.of("FunctionName", ARN + ":live"));

        JsonNode mapping = all.at("/EventSourceMappings/0");
        assertThat(mapping.path("State").asText()).isEqualTo("Disabled");
        assertThat(mapping.path("EventSourceArn").asText()).isEqualTo(queue);
        assertThat(mapping.path("FunctionResponseTypes").toString()).isEqualTo("[\"ReportBatchItemFailures\"]");
        assertThat(get("/2015-03-31/event-source-mappings/"
                                + mapping.path("UUID").asText())
                        .path("BatchSize")
                        .asInt())
                .isEqualTo(10);
        assertThat(client.get("/2015-03-31/event-source-mappings/", Map.of("FunctionName", "other"))
                        .path("EventSourceMappings"))
                .isEmpty();
    }

    @Test
    void aNameAndAQueryThatDifferAreRefused() {
        assertThat(client.get(PATH + ":live", Map.of("Qualifier", "1"))
                        .path("message")
                        .asText())
                .contains("does not match the specified qualifier");
        assertThat(client.get(PATH + ":live", Map.of("Qualifier", "live"))
                        .at("/Configuration/Version")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void anIdleSnapshotRefusesWhileItIsWoken() {
        local.lambdas.sleep(ARN + ":live");
        assertThat(client.get(PATH, Map.of("Qualifier", "1"))
                        .at("/Configuration/StateReasonCode")
                        .asText())
                .isEqualTo("Idle");

        assertThatThrownBy(() -> local.invoke(ARN + ":live", "{}"))
                .hasMessageContaining("Lambda is initializing your function");

        assertThat(client.get(PATH, Map.of("Qualifier", "live"))
                        .at("/Configuration/State")
                        .asText())
                .isIn("Pending", "Active");
    }

    @Test
    void whatWasWokenIsActiveAgainInTime() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Liveness liveness = new Liveness(now::get, true);
        liveness.set(FunctionState.IDLE);
        assertThat(liveness.isReady()).isFalse();
        now.set(Instant.EPOCH.plusSeconds(29));
        assertThat(liveness.isReady()).isFalse();
        assertThat(liveness.state().name()).isEqualTo(FunctionState.Name.PENDING);

        now.set(Instant.EPOCH.plusSeconds(30));

        assertThat(liveness.isReady()).isTrue();
    }

    @Test
    void anEventThatIsTooLargeIsRefused() {
        String megabyte = "\"" + "x".repeat(1024 * 1024) + "\"";

        assertThat(invoke("Event", megabyte))
                .contains("1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)");
        assertThat(invoke("RequestResponse", "\"" + "x".repeat(6 * 1024 * 1024) + "\""))
                .contains("6291458 byte payload is too large for the RequestResponse invocation type");
        assertThat(invoke("Maybe", "{}")).contains("Invalid invocation type: 'Maybe'");
        assertThat(invoke("DryRun", megabyte)).isEmpty();
    }

    private String invoke(String type, String payload) {
        return client.send("POST", PATH + "/invocations", Map.of(), Map.of("x-amz-invocation-type", type), payload);
    }

    @Test
    void aVersionIsPublishedOnceAndStaysAsItWas() {
        assertThatThrownBy(() -> local.make("AWS::Lambda::Version", "{\"FunctionName\":\"echo\"}"))
                .hasMessageContaining("A version for this Lambda function exists ( 1 )");
        local.make("AWS::Lambda::Function", """
                {"FunctionName":"echo","Runtime":"java25","Handler":"other.Handler::handleRequest","MemorySize":512,
                 "Role":"arn:aws:iam::111122223333:role/sample-role","Code":{"S3Bucket":"assets","S3Key":"echo"}}""");

        assertThat(local.make("AWS::Lambda::Version", "{\"FunctionName\":\"echo\"}")
                        .attributes())
                .containsEntry("Version", "2");

        JsonNode first = client.get(PATH + "/configuration", Map.of("Qualifier", "live"));
        assertThat(first.path("Handler").asText()).isEqualTo("some.Handler::handleRequest");
        assertThat(first.path("MemorySize").asInt()).isEqualTo(128);
        assertThat(get(PATH + "/configuration").path("MemorySize").asInt()).isEqualTo(512);
        assertThat(client.get(PATH + "/configuration", Map.of("Qualifier", "3"))
                        .path("message")
                        .asText())
                .isEqualTo("Function not found: " + ARN + ":3");
    }

    @Test
    void theAccountTellsWhatItMayHave() {
        assertThat(get("/2016-08-19/account-settings/")
                        .at("/AccountLimit/UnreservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(1000);
        assertThat(get("/2024-08-31/functions/echo/recursion-config")
                        .path("RecursiveLoop")
                        .asText())
                .isEqualTo("Terminate");
    }

    @Test
    void aSnapshotThatNobodyCallsForTwoWeeksFallsAsleep() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Liveness snapshot = new Liveness(now::get, true);
        Liveness other = new Liveness(now::get, false);
        now.set(now.get().plus(Duration.ofDays(14)));
        assertThat(snapshot.isReady()).isTrue();
        now.set(now.get().plus(Duration.ofDays(14)));
        assertThat(snapshot.state()).isEqualTo(FunctionState.ACTIVE);

        now.set(now.get().plusSeconds(1));

        assertThat(snapshot.state()).isEqualTo(FunctionState.IDLE);
        assertThatThrownBy(snapshot::require).hasMessageContaining("Lambda is initializing your function");
        now.set(now.get().plus(Liveness.RESTORE));
        assertThat(snapshot.isReady()).isTrue();
        assertThat(other.isReady()).isTrue();
    }

    @Test
    void whoMayNotLookIsRefused() {
        client.refuse("lambda:GetFunction");

        assertThat(get(PATH).path("message").asText()).contains("not authorized to perform: lambda:GetFunction");
    }
}
