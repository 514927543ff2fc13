package slipway.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.StackRuns;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class CustomResourceTest {
    private static final String STACK = "acme-shop";
    private static final String PROPERTIES = """
            "Open":true,"Size":5,"Price":1.50,"Name":"a","List":[1,{"Deep":false}]""";

    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(10_000);
    private final Responses responses = new Responses(clock, () -> URI.create("http://127.0.0.1:1"));
    private final Team team = new Team(responses);

    @AfterEach
    void close() {
        clock.close();
    }

    private Deployer deployer(String token, String properties) throws IOException {
        return StackRuns.shop(
                folder,
                """
                {"Resources":{
                  "Shelf":{"Type":"Custom::Shelf","Properties":{"ServiceToken":"%s",%s}},
                  "Thing":{"Type":"Test::Thing","Properties":{"P":{"Fn::GetAtt":["Shelf","Arn"]}}}},
                 "Outputs":{"Id":{"Value":{"Ref":"Shelf"}},"Arn":{"Value":{"Fn::GetAtt":["Shelf","Arn"]}}}}""".formatted(token, properties),
                new CustomResourceProvider(
                        new Place("111122223333", "eu-central-1"),
                        responses,
                        arn -> arn.contains(":function:") ? Optional.of(team) : Optional.empty()));
    }

    private Map<String, String> deploy() throws IOException {
        return deployer(Team.TOKEN, PROPERTIES).deploy(STACK);
    }

    private void refused(String why) {
        assertThatThrownBy(this::deploy).isInstanceOf(DeploymentFailed.class).hasMessageContaining(why);
    }

    private static String with(ObjectNode request, String member, String value) {
        return Json.write(((ObjectNode) Json.read(Team.done(request, "made"))).set(member, Json.read(value)));
    }

    @Test
    void itIsAskedWithEveryScalarAsAText() throws IOException {
        team.answers(request -> with(request, "Data", "{\"Arn\":\"arn:shelf\"}"));

        deploy();

        JsonNode request = team.requests.getFirst();
        assertThat(request.path("ResourceProperties")).isEqualTo(Json.read("""
                {"ServiceToken":"%s","Open":"true","Size":"5","Price":"1.50","Name":"a","List":["1",{"Deep":"false"}]}
                """.formatted(Team.TOKEN)));
        assertThat(request.path("RequestType").asText()).isEqualTo("Create");
        assertThat(request.path("ResourceType").asText()).isEqualTo("Custom::Shelf");
        assertThat(request.path("LogicalResourceId").asText()).isEqualTo("Shelf");
        assertThat(request.path("StackId").asText())
                .startsWith("arn:aws:cloudformation:eu-central-1:111122223333:stack/acme-shop/");
        assertThat(request.path("RequestId").asText()).isNotEmpty();
        assertThat(request.has("PhysicalResourceId")).isFalse();
        assertThat(team.callers.getFirst()).isInstanceOf(Caller.Administrator.class);
    }

    @Test
    void whatItAnswersIsForRefAndGetAtt() throws IOException {
        team.answers(request -> with(request, "Data", "{\"Arn\":\"arn:shelf\"}"));

        assertThat(deploy()).containsEntry("Id", "made").containsEntry("Arn", "arn:shelf");
    }

    @Test
    void anAttributeWithADotIsAKeyWithADotAndNothingNested() throws IOException {
        team.answers(request -> with(request, "Data", "{\"Arn\":1,\"A.B\":true,\"C\":{\"D\":\"e\"}}"));
        Deployer deployer = deployer(Team.TOKEN, PROPERTIES);

        deployer.deploy(STACK);

        assertThat(deployer.resource(STACK, "Shelf").orElseThrow().attributes())
                .isEqualTo(Map.of("Arn", "1", "A.B", "true"));
    }

    @Test
    void aFailureIsToldInTheWordsOfTheResource() {
        team.answers(request -> Team.failed(request, "none", "no wood"));

        refused("Received response status [FAILED] from custom resource. Message returned: no wood");
    }

    @Test
    void whoIsSilentFailsAfterAnHour() {
        team.answers(request -> "");

        refused("CloudFormation did not receive a response from your Custom Resource");
    }

    @Test
    void theTimeThatItHasCanBeLess() throws IOException {
        team.answers(request -> "");
        Deployer deployer = deployer(Team.TOKEN, "\"ServiceTimeout\":\"60\"");
        long began = clock.instant().getEpochSecond();

        assertThatThrownBy(() -> deployer.deploy(STACK)).hasMessageContaining("did not receive a response");

        assertThat(clock.instant().getEpochSecond() - began).isBetween(60L, 3_599L);
        assertThat(team.requests
                        .getFirst()
                        .at("/ResourceProperties/ServiceTimeout")
                        .asText())
                .isEqualTo("60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3601"})
    void aTimeOfNoneOrOfMoreThanAnHourIsRefused(String seconds) throws IOException {
        Deployer deployer = deployer(Team.TOKEN, "\"ServiceTimeout\":" + seconds);

        assertThatThrownBy(() -> deployer.deploy(STACK)).hasMessageContaining("must be 1 to 3600 seconds");
        assertThat(team.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:eu-central-1:111122223333:function:nobody",
                "arn:aws:sns:eu-central-1:111122223333:nobody",
                "arn:aws:sqs:eu-central-1:111122223333:queue",
                "team"
            })
    void aServiceTokenThatNobodyTakesIsRefused(String token) throws IOException {
        Deployer deployer = deployer(token, PROPERTIES);

        assertThatThrownBy(() -> deployer.deploy(STACK)).hasMessageContaining(token);
        assertThat(team.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackId", "RequestId", "LogicalResourceId", "Status", "PhysicalResourceId"})
    void anAnswerToSomethingElseFails(String member) {
        team.answers(request -> with(request, member, "\"\""));

        refused("Invalid Response object: Invalid " + member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "\"SUCCESS\"", "null", "[]"})
    void whatIsNoObjectFails(String body) {
        team.answers(request -> body);

        refused("Invalid Response object");
    }

    @Test
    void aFailureWithoutAReasonIsNoAnswer() {
        team.answers(
                request -> Team.response(request, "x").put("Status", "FAILED").toString());

        refused("Reason field required");
    }

    @Test
    void fourKilobytesAreTakenAndNotOneByteMore() throws IOException {
        team.answers(request -> ofLength(Responses.LARGEST, request));
        deploy();

        team.answers(request -> ofLength(Responses.LARGEST + 1, request));
        refused("Response object is too long.");
    }

    private static String ofLength(int bytes, ObjectNode request) {
        int bare = with(request, "Data", "{\"Arn\":\"\"}").length();
        return with(request, "Data", "{\"Arn\":\"" + "x".repeat(bytes - bare) + "\"}");
    }

    @Test
    void theFirstAnswerCountsAndS3TakesTheOthers() throws IOException {
        team.answers(request -> {
            String url = request.path("ResponseURL").asText();
            assertThat(team.send("PUT", url, with(request, "Data", "{\"Arn\":\"first\"}"), Map.of()))
                    .isEqualTo(200);
            assertThat(team.send("PUT", url, Team.failed(request, "x", "second"), Map.of()))
                    .isEqualTo(200);
            return "";
        });

        assertThat(deploy()).containsEntry("Arn", "first");
    }

    @Test
    void theUrlIsForAPutWithoutATypeAlone() throws IOException {
        team.answers(request -> {
            String url = request.path("ResponseURL").asText();
            String body = Team.failed(request, "x", "no");
            assertThat(team.send("GET", url, body, Map.of())).isEqualTo(403);
            assertThat(team.send("POST", url, body, Map.of())).isEqualTo(403);
            assertThat(team.send("PUT", url + "0", body, Map.of())).isEqualTo(403);
            assertThat(team.send("PUT", url, body, Map.of("content-type", "application/json")))
                    .isEqualTo(403);
            return with(request, "Data", "{\"Arn\":\"a\"}");
        });

        assertThat(deploy()).containsEntry("Arn", "a");
    }

    @Test
    void theUrlIsGoodForTwoHours() throws Exception {
        Responses.Awaited awaited = responses.open();
        assertThat(team.send("PUT", awaited.url(), "{}", Map.of())).isEqualTo(200);

        clock.after(Duration.ofHours(2), () -> {}).get();

        assertThat(team.send("PUT", awaited.url(), "{}", Map.of())).isEqualTo(403);
    }
}
