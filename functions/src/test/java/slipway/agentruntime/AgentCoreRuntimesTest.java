package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.image.Samples;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class AgentCoreRuntimesTest {
    private static final EndpointName LIVE = new EndpointName("live");
    private final Wiretap aws = new Wiretap();
    private final AgentRuntimes runtimes = new AgentCoreRuntimes(
            AgentCoreWire.control("eu-central-1", Optional.of(aws.uri()), Wiretap.CREDENTIALS),
            UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(2))
                    .socketTimeout(Duration.ofSeconds(2))
                    .build());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void looksThroughEveryPageForAName() {
        aws.reply(
                200,
                "{'agentRuntimes': [{'agentRuntimeName': 'support2', 'agentRuntimeId': 'support2-0123456789'}],"
                        + " 'nextToken': 'a b&c'}");
        aws.reply(200, "{'agentRuntimes': [{'agentRuntimeName': 'support', 'agentRuntimeId': 'support-0123456789'}]}");
        assertThat(runtimes.find(RuntimeSamples.SUPPORT)).contains(RuntimeSamples.SUPPORT_ID);
        assertThat(aws.received())
                .extracting(Wiretap.Received::method, Wiretap.Received::path)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("POST", "/runtimes/"));
        assertThat(aws.received().getLast().query()).contains("nextToken=a%20b%26c", "maxResults=100");
    }

    @Test
    void signsForAgentCoreInItsRegion() {
        aws.reply(200, "{'agentRuntimes': []}");
        assertThat(runtimes.find(RuntimeSamples.SUPPORT)).isEmpty();
        assertThat(aws.received().getFirst().header("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/bedrock-agentcore/aws4_request");
    }

    @Test
    void readsAVersionByItsNumber() {
        aws.reply(200, "{'agentRuntimeVersion': '3', 'future': [1.50]}");
        var document =
                runtimes.version(RuntimeSamples.SUPPORT_ID, new Version(3)).orElseThrow();
        assertThat(document.json().path("future")).hasToString("[1.50]");
        var sent = aws.received().getFirst();
        assertThat(sent.method() + " " + sent.path() + "?" + sent.query())
                .isEqualTo("GET /runtimes/support-0123456789/?version=3");
    }

    @Test
    void aVersionThatIsGoneIsNone() {
        aws.reply(404, "ResourceNotFoundException:http://internal.amazon.com/", "{'message': 'gone'}");
        assertThat(runtimes.version(RuntimeSamples.SUPPORT_ID, new Version(3))).isEmpty();
    }

    @Test
    void anUpdateIsSentOnceAndReturnsItsVersion() {
        aws.reply(202, "{'agentRuntimeVersion': '4', 'status': 'UPDATING'}");
        var body = RuntimeSamples.configuration().put("clientToken", RuntimeSamples.TOKEN);
        assertThat(runtimes.update(RuntimeSamples.SUPPORT_ID, body)).isEqualTo(new Version(4));
        var sent = aws.received().getFirst();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("PUT /runtimes/support-0123456789/");
        assertThat(sent.body()).isEqualTo(new String(ExactJson.bytes(body), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** As an SDK from before them would not: its model has no place for what it does not know. */
    @Test
    void membersNewerThanAnySdkGoBackWithTheUpdate() {
        aws.reply(
                200,
                "{'agentRuntimeVersion': '3', 'roleArn': 'arn:aws:iam::111122223333:role/support',"
                        + " 'agentRuntimeArtifact': {'containerConfiguration': {'containerUri': 'before', 'pullPolicy': 'eager'}},"
                        + " 'hooksConfiguration': {'onStart': [{'command': 'warm'}]}}");
        aws.reply(202, "{'agentRuntimeVersion': '4'}");
        var read = runtimes.latest(RuntimeSamples.SUPPORT_ID);
        var image = Samples.image("1.4.2", "a");
        runtimes.update(RuntimeSamples.SUPPORT_ID, read.withImage(image).updateBody(RuntimeSamples.TOKEN));
        assertThat(RuntimeSamples.json(aws.received().getLast().body()))
                .isEqualTo(RuntimeSamples.json("{'roleArn': 'arn:aws:iam::111122223333:role/support',"
                        + " 'agentRuntimeArtifact': {'containerConfiguration': {'containerUri': '%s', 'pullPolicy': 'eager'}},"
                                .formatted(image.uri())
                        + " 'hooksConfiguration': {'onStart': [{'command': 'warm'}]}, 'clientToken': '%s'}"
                                .formatted(RuntimeSamples.TOKEN)));
    }

    @Test
    void anUpdateWhoseAnswerIsLostIsNotSentAgain() {
        aws.reply(200, "{'agentRuntimes': []}");
        runtimes.find(RuntimeSamples.SUPPORT);
        aws.reply(HttpExchange::close);
        var failure = failure(() -> runtimes.update(RuntimeSamples.SUPPORT_ID, RuntimeSamples.configuration()));
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(aws.received())
                .filteredOn(sent -> sent.method().equals("PUT"))
                .hasSize(1);
    }

    @Test
    void anUpdateThatNamesNoVersionMayHaveHappened() {
        aws.reply(202, "{}");
        assertThat(failure(() -> runtimes.update(RuntimeSamples.SUPPORT_ID, RuntimeSamples.configuration()))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
        aws.reply(202, "<html>");
        assertThat(failure(() -> runtimes.update(RuntimeSamples.SUPPORT_ID, RuntimeSamples.configuration()))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aDenialNamesActionRoleAndResource() {
        aws.reply(
                403,
                "AccessDeniedException",
                "{'message': 'User:"
                        + " arn:aws:sts::111122223333:assumed-role/slipway-local-rollout/slipway-local-rollout is not authorized"
                        + " to perform: bedrock-agentcore:UpdateAgentRuntime on resource:"
                        + " arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-0123456789 because no"
                        + " identity-based policy allows the bedrock-agentcore:UpdateAgentRuntime action'}");
        var failure = failure(() -> runtimes.update(RuntimeSamples.SUPPORT_ID, RuntimeSamples.configuration()));
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.action()).isEqualTo("bedrock-agentcore:UpdateAgentRuntime");
        assertThat(failure.roleOrCaller()).isEqualTo("slipway-local-rollout");
        assertThat(failure.resource()).endsWith("runtime/support-0123456789");
        assertThat(failure)
                .hasMessageStartingWith("slipway-local-rollout may not bedrock-agentcore:UpdateAgentRuntime");
    }

    @Test
    void aRefusedValueIsNotRepeated() {
        aws.reply(
                400,
                "ValidationException",
                "{'reason': 'FieldValidationFailed', 'message':"
                        + " '1 validation error detected: Value \\u0027{API_KEY=secret}\\u0027 at"
                        + " \\u0027environmentVariables\\u0027 failed to satisfy constraint'}");
        var failure = failure(() -> runtimes.update(RuntimeSamples.SUPPORT_ID, RuntimeSamples.configuration()));
        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure.sentence()).contains("at 'environmentVariables'").doesNotContain("secret");
    }

    @Test
    void readsAnEndpoint() {
        aws.reply(
                200,
                "{'name': 'live', 'status': 'UPDATING', 'liveVersion': '3', 'targetVersion': '4',"
                        + " 'agentRuntimeEndpointArn': 'arn:e'}");
        var endpoint = runtimes.endpoint(RuntimeSamples.SUPPORT_ID, LIVE).orElseThrow();
        assertThat(endpoint)
                .isEqualTo(new Endpoint(
                        LIVE,
                        EndpointStatus.UPDATING,
                        Optional.of(new Version(3)),
                        Optional.of(new Version(4)),
                        Optional.empty(),
                        "arn:e"));
        assertThat(aws.received().getFirst().path()).isEqualTo("/runtimes/support-0123456789/runtime-endpoints/live/");
    }

    @Test
    void createsAnEndpointOnAVersionWithItsTags() {
        aws.reply(202, "{}");
        runtimes.createEndpoint(
                RuntimeSamples.SUPPORT_ID, LIVE, new Version(4), RuntimeSamples.TOKEN, Map.of("a", "b"));
        var sent = aws.received().getFirst();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("PUT /runtimes/support-0123456789/runtime-endpoints/");
        assertThat(RuntimeSamples.json(sent.body()))
                .isEqualTo(RuntimeSamples.json(
                        "{'name': 'live', 'agentRuntimeVersion': '4', 'clientToken': '%s', 'tags': {'a': 'b'}}"
                                .formatted(RuntimeSamples.TOKEN)));
    }

    @Test
    void movesAnEndpointToAVersion() {
        aws.reply(202, "{}");
        runtimes.moveEndpoint(RuntimeSamples.SUPPORT_ID, LIVE, new Version(4), RuntimeSamples.TOKEN);
        assertThat(RuntimeSamples.json(aws.received().getFirst().body()))
                .isEqualTo(RuntimeSamples.json(
                        "{'agentRuntimeVersion': '4', 'clientToken': '%s'}".formatted(RuntimeSamples.TOKEN)));
    }

    @Test
    void deletingWhatIsGoneIsDoneEvenIfItIsCalledDenied() {
        aws.reply(403, "AccessDeniedException", "{'message': 'is not authorized to perform'}");
        aws.reply(404, "ResourceNotFoundException", "{'message': 'gone'}");
        runtimes.deleteEndpoint(RuntimeSamples.SUPPORT_ID, LIVE, RuntimeSamples.TOKEN);
        assertThat(aws.received().getFirst().query()).isEqualTo("clientToken=" + RuntimeSamples.TOKEN);
    }

    @Test
    void deletingWhatIsThereAndDeniedFails() {
        aws.reply(403, "AccessDeniedException", "{'message': 'no'}");
        aws.reply(200, "{'status': 'READY'}");
        assertThat(failure(() -> runtimes.deleteEndpoint(RuntimeSamples.SUPPORT_ID, LIVE, RuntimeSamples.TOKEN))
                        .kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void readsTheTagsOfAnArnThatIsOneSegment() {
        aws.reply(200, "{'tags': {'slipway:control-plane': 'slipway/local'}}");
        var arn = "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-0123456789";
        assertThat(runtimes.tags(arn)).containsEntry("slipway:control-plane", "slipway/local");
        assertThat(aws.received().getFirst().path())
                .isEqualTo("/tags/arn%3Aaws%3Abedrock-agentcore%3Aeu-central-1%3A111122223333"
                        + "%3Aruntime%2Fsupport-0123456789");
    }

    private static AwsFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(AwsFailure.class, call);
    }
}
