package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimesTest {
    private static final String TOKEN = "a".repeat(40);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anUpdateReplacesTheWholeDocument() {
        ObjectNode document = Bench.document("1").put("description", "helps").put("platformVersion", "V2");
        document.putObject("environmentVariables").put("A", "1");
        document.putObject("authorizerConfiguration")
                .putObject("customJWTAuthorizer")
                .put("discoveryUrl", "https://x/.well-known/openid-configuration");
        String id = bench.create(document);

        Wire.Got updated = bench.update(id, Bench.document("2"));

        assertThat(updated.status()).isEqualTo(202);
        JsonNode after = bench.runtime(id).json();
        assertThat(after.has("description")).isFalse();
        assertThat(after.has("environmentVariables")).isFalse();
        assertThat(after.has("authorizerConfiguration")).isFalse();
        assertThat(after.has("metadataConfiguration")).isFalse();
        assertThat(after.path("platformVersion").asText()).isEqualTo("V2");
        assertThat(after.at("/lifecycleConfiguration/maxLifetime").asInt()).isEqualTo(28_800);
    }

    @Test
    void membersThatNobodyKnowsAreKeptAtEveryDepthWithTheirNumbers() {
        String unknown =
                "{\"big\":123456789012345678901234567890,\"exact\":1.10,\"deep\":[{\"nothing\":null,\"empty\":{},"
                        + "\"none\":[],\"text\":\"\\u00e9\\ud83d\\ude80\"}]}";
        ObjectNode document = Bench.document("1");
        document.set("hooksConfiguration", Json.read(unknown.getBytes(UTF_8)));
        ObjectNode container = document.withObject("/agentRuntimeArtifact/containerConfiguration");
        container.put("newer", 5);
        String id = bench.create(document);

        ObjectNode got = bench.runtime(id).json();
        bench.update(id, got);
        ObjectNode again = bench.runtime(id).json();

        assertThat(new String(Json.write(got.path("hooksConfiguration")), UTF_8))
                .isEqualTo(
                        "{\"big\":123456789012345678901234567890,\"exact\":1.10,\"deep\":[{\"nothing\":null,\"empty\":{},"
                                + "\"none\":[],\"text\":\"\u00e9\ud83d\ude80\"}]}");
        List<String> moved = List.of("agentRuntimeVersion", "lastUpdatedAt");
        assertThat(again.without(moved).equals(got.without(moved))).isTrue();
    }

    @Test
    void getShowsTheDocumentAndWhatDescribesTheRuntimeAndNoMore() {
        String id = bench.create(Bench.document("1").put("clientToken", TOKEN));

        assertThat(bench.runtime(id).json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "agentRuntimeArn",
                        "agentRuntimeId",
                        "agentRuntimeName",
                        "agentRuntimeVersion",
                        "createdAt",
                        "lastUpdatedAt",
                        "status",
                        "workloadIdentityDetails",
                        "agentRuntimeArtifact",
                        "roleArn",
                        "networkConfiguration",
                        "lifecycleConfiguration",
                        "metadataConfiguration");
    }

    @Test
    void aVersionNeverChangesAndDefaultFollowsTheNewest() {
        String id = bench.create();
        String first = bench.version(id, "1").at("/agentRuntimeArtifact/containerConfiguration/containerUri");

        bench.update(id, Bench.document("2"));

        assertThat(bench.version(id, "1").at("/agentRuntimeArtifact/containerConfiguration/containerUri"))
                .isEqualTo(first)
                .endsWith(":1");
        assertThat(bench.endpoint(id, "DEFAULT").at("/liveVersion")).isEqualTo("2");
        assertThat(bench.wire
                        .send("POST", "/runtimes/" + id + "/versions/", "")
                        .json()
                        .path("agentRuntimes"))
                .hasSize(2);
    }

    @Test
    void defaultMovesBeforeTheNewVersionIsReady() {
        String id = bench.create();
        bench.slow(Duration.ofHours(1));

        Wire.Got updated = bench.update(id, Bench.document("2"));

        assertThat(updated.at("/status")).isEqualTo("UPDATING");
        assertThat(bench.runtime(id).at("/status")).isEqualTo("UPDATING");
        assertThat(bench.version(id, "1").at("/status")).isEqualTo("READY");
        assertThat(bench.endpoint(id, "DEFAULT").at("/liveVersion")).isEqualTo("2");
    }

    @Test
    void whileItIsUpdatingNothingElseMayBeDone() {
        String id = bench.create();
        bench.slow(Duration.ofHours(1));
        bench.update(id, Bench.document("2"));

        assertThat(bench.update(id, Bench.document("2")).error()).isEqualTo("ConflictException");
        assertThat(bench.update(id, Bench.document("2")).status()).isEqualTo(409);
        assertThat(bench.wire.send("DELETE", "/runtimes/" + id + "/", "").status())
                .isEqualTo(409);
        assertThat(bench.createEndpoint(id, "{\"name\":\"live\",\"agentRuntimeVersion\":\"2\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anUpdateThatFailsSaysWhyAndCannotBeInvoked() {
        String id = bench.create();
        bench.fail("UpdateAgentRuntime", "no snapshot");

        bench.update(id, bench.runtime(id).json());

        assertThat(bench.runtime(id).at("/status")).isEqualTo("UPDATE_FAILED");
        assertThat(bench.runtime(id).at("/failureReason")).isEqualTo("no snapshot");
        assertThat(bench.version(id, "1").at("/status")).isEqualTo("READY");
        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", "s".repeat(40)).status())
                .isEqualTo(424);
        bench.update(id, Bench.document("2"));
        assertThat(bench.runtime(id).at("/status")).isEqualTo("READY");
    }

    @Test
    void aCreateThatFailsSaysWhy() {
        bench.fail("CreateAgentRuntime", "no network");

        String id = bench.create();

        assertThat(bench.runtime(id).at("/status")).isEqualTo("CREATE_FAILED");
        assertThat(bench.runtime(id).at("/failureReason")).isEqualTo("no network");
    }

    @Test
    void anErrorNamesTheFieldThatDoesNotFit() {
        Wire.Got refused = bench.wire.send(
                "PUT",
                "/runtimes/",
                Bench.document("1").put("agentRuntimeName", "no-hyphens").toString());

        assertThat(refused.at("/reason")).isEqualTo("FieldValidationFailed");
        assertThat(refused.at("/fieldList/0/name")).isEqualTo("agentRuntimeName");
        assertThat(refused.at("/fieldList/0/message")).isEqualTo(refused.at("/message"));
    }

    @Test
    void theVersionsOnACapacityProviderAreListed() {
        ObjectNode document = Bench.document("1");
        document.putObject("capacityProviderConfiguration")
                .put("capacityProviderArn", Bench.PLACE.arn("bedrock-agentcore", "capacity-provider/fleet-1234567890"));
        String id = bench.create(document);
        bench.update(id, Bench.document("2"));

        assertThat(bench.wire
                        .send("POST", "/capacity-providers/fleet-1234567890/runtime-versions", "")
                        .json()
                        .path("agentRuntimes"))
                .singleElement()
                .satisfies(version ->
                        assertThat(version.path("agentRuntimeVersion").asText()).isEqualTo("1"));
        assertThat(bench.wire
                        .send("POST", "/capacity-providers/other-1234567890/runtime-versions", "")
                        .json()
                        .path("agentRuntimes"))
                .isEmpty();
    }

    @Test
    void whatCannotBeARuntimeIsNotThereToBeDeleted() {
        assertThat(bench.wire.send("DELETE", "/runtimes/no.id/", "").error()).isEqualTo("ResourceNotFoundException");
        assertThat(delete(bench.create(), "one").error()).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void quotasAreRefusedWith402() {
        bench.behaviour.quotas(1, 2, 2);
        String id = bench.create();
        bench.update(id, Bench.document("2"));
        bench.createEndpoint(id, "{\"name\":\"live\"}");

        assertThat(bench.update(id, Bench.document("2")).status()).isEqualTo(402);
        assertThat(bench.createEndpoint(id, "{\"name\":\"other\"}").error()).isEqualTo("ServiceQuotaExceededException");
        ObjectNode second = Bench.document("1").put("agentRuntimeName", "second");
        assertThat(bench.wire.send("PUT", "/runtimes/", second.toString()).status())
                .isEqualTo(402);
    }

    @Test
    void anImageThatIsNotThereIsRefused() {
        String id = bench.create();

        Wire.Got updated = bench.update(id, Bench.document("9"));

        assertThat(updated.status()).isEqualTo(400);
        assertThat(updated.error()).isEqualTo("ValidationException");
        assertThat(updated.at("/reason")).isEqualTo("FieldValidationFailed");
        assertThat(updated.at("/message")).contains("does not exist");
        assertThat(bench.runtime(id).at("/agentRuntimeVersion")).isEqualTo("1");
    }

    @Test
    void theServiceS3EndpointIsShownAndMustNotBeSent() {
        ObjectNode document = Bench.document("1");
        ObjectNode network = document.putObject("networkConfiguration").put("networkMode", "VPC");
        ObjectNode vpc = network.putObject("networkModeConfig");
        vpc.putArray("subnets").add("subnet-12345678");
        vpc.putArray("securityGroups").add("sg-12345678");
        String id = bench.create(document);
        ObjectNode got = bench.runtime(id).json();

        assertThat(got.at("/networkConfiguration/networkModeConfig/requireServiceS3Endpoint")
                        .isBoolean())
                .isTrue();
        assertThat(bench.update(id, got).status()).isEqualTo(400);
    }

    @Test
    void theAuthorizersPrivateEndpointsAreTakenAndNeverShown() {
        ObjectNode document = Bench.document("1");
        ObjectNode authorizer = document.putObject("authorizerConfiguration").putObject("customJWTAuthorizer");
        authorizer.put("discoveryUrl", "https://x/.well-known/openid-configuration");
        authorizer.putArray("privateEndpointOverrides").addObject().put("domain", "x");
        String id = bench.create(document);

        assertThat(bench.runtime(id)
                        .json()
                        .at("/authorizerConfiguration/customJWTAuthorizer")
                        .fieldNames())
                .toIterable()
                .containsExactly("discoveryUrl");
    }

    @Test
    void theSameTokenIsTheSameAnswerAndAnotherBodyAConflict() {
        String id = bench.create();
        ObjectNode document = Bench.document("2").put("clientToken", TOKEN);

        Wire.Got first = bench.update(id, document);
        Wire.Got second = bench.update(id, document);
        Wire.Got other = bench.update(id, document.deepCopy().put("description", "else"));

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(bench.runtime(id).at("/agentRuntimeVersion")).isEqualTo("2");
    }

    @Test
    void oneVersionCanBeDeletedUnlessAnEndpointUsesIt() {
        String id = bench.create();
        bench.update(id, Bench.document("2"));

        assertThat(delete(id, "2").status()).isEqualTo(409);
        assertThat(delete(id, "1").at("/agentRuntimeVersion")).isEqualTo("1");
        assertThat(bench.version(id, "1").status()).isEqualTo(404);
        assertThat(bench.runtime(id).status()).isEqualTo(200);
        bench.update(id, Bench.document("1"));
        assertThat(bench.runtime(id).at("/agentRuntimeVersion")).isEqualTo("3");
    }

    @Test
    void theLatestVersionStaysEvenWhereNoEndpointUsesIt() {
        bench.answer(OpenQuestion.DEFAULT_AFTER_FAILURE, false);
        String id = bench.create();
        bench.fail("UpdateAgentRuntime", "the image cannot be pulled");
        bench.update(id, Bench.document("2"));
        assertThat(bench.endpoint(id, "DEFAULT").at("/targetVersion")).isEqualTo("1");

        Wire.Got refused = delete(id, "2");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/message")).contains("latest version");
        assertThat(delete(id, "7").status()).isEqualTo(404);
    }

    private Wire.Got delete(String id, String version) {
        return bench.wire.send("DELETE", "/runtimes/" + id + "/", Map.of("version", version), Map.of(), "");
    }

    @Test
    void withoutAVersionTheWholeRuntimeGoes() {
        String id = bench.create();

        assertThat(bench.wire.send("DELETE", "/runtimes/" + id + "/", "").at("/status"))
                .isEqualTo("DELETING");

        assertThat(bench.runtime(id).status()).isEqualTo(404);
    }

    @Test
    void tooMuchEnvironmentIsRefused() {
        ObjectNode document = Bench.document("1").put("agentRuntimeName", "support");
        document.putObject("environmentVariables").put("A", "x".repeat(5000));

        assertThat(bench.wire.send("PUT", "/runtimes/", document.toString()).status())
                .isEqualTo(400);
    }

    @Test
    void howMuchEnvironmentIsTakenDependsOnThePlatform() {
        assertThat(bench.wire
                        .send("PUT", "/runtimes/", sized("one", "V1", 4096).toString())
                        .status())
                .isEqualTo(202);
        Wire.Got refused =
                bench.wire.send("PUT", "/runtimes/", sized("two", "V2", 2561).toString());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/message")).contains("2560").contains("2561");

        String id = bench.create(sized("three", "V2", 2560));
        ObjectNode silent = sized("three", "V2", 2561);
        silent.remove(List.of("agentRuntimeName", "platformVersion"));
        assertThat(bench.update(id, silent).status()).isEqualTo(400);
    }

    private static ObjectNode sized(String name, String platform, int bytes) {
        ObjectNode document = Bench.document("1").put("agentRuntimeName", name).put("platformVersion", platform);
        document.putObject("environmentVariables").put("A", "x".repeat(bytes - 1));
        return document;
    }

    @Test
    void listsComeInPages() {
        String id = bench.create();
        bench.update(id, Bench.document("2"));

        String path = "/runtimes/" + id + "/versions/";
        Wire.Got first = bench.wire.send("POST", path, Map.of("maxResults", "1"), Map.of(), "");
        Wire.Got second = bench.wire.send(
                "POST", path, Map.of("maxResults", "1", "nextToken", first.at("/nextToken")), Map.of(), "");

        assertThat(first.at("/agentRuntimes/0/agentRuntimeVersion")).isEqualTo("1");
        assertThat(second.at("/agentRuntimes/0/agentRuntimeVersion")).isEqualTo("2");
        assertThat(second.json().has("nextToken")).isFalse();
    }

    @Test
    void readyTakesScaledTime() {
        bench.behaviour.ready(Duration.ofSeconds(20));
        String id = bench.create();
        assertThat(bench.runtime(id).at("/status")).isEqualTo("CREATING");

        bench.core.store().await(() -> !bench.core.store().runtime(id).status().settling(), Duration.ofSeconds(10));

        assertThat(bench.runtime(id).at("/status")).isEqualTo("READY");
    }

    @Test
    void documentedRatesThrottle() {
        bench.behaviour.rates(true);
        String path = "/runtimes/" + bench.create() + "/versions/";

        List<Integer> statuses = IntStream.range(0, 300)
                .mapToObj(i -> bench.wire.send("POST", path, "").status())
                .toList();

        assertThat(statuses).contains(200, 429);
    }
}
