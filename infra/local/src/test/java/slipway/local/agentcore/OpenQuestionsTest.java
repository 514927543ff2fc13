package slipway.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer to each question shows. */
class OpenQuestionsTest {
    private static final String SESSION = "session-".repeat(6);
    private static final String TOKEN = "a".repeat(40);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOmittedAuthorizerIsResetOrKept(boolean worse) {
        bench.answer(OpenQuestion.OMITTED_AUTHORIZER, worse);
        ObjectNode document = Bench.document("1");
        document.putObject("authorizerConfiguration")
                .putObject("customJWTAuthorizer")
                .put("discoveryUrl", "https://x/.well-known/openid-configuration");
        String id = bench.create(document);

        bench.update(id, Bench.document("2"));

        assertThat(bench.runtime(id).json().has("authorizerConfiguration")).isEqualTo(!worse);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAFailedUpdateDefaultPointsToTheNewVersionOrToTheOldOne(boolean worse) {
        bench.answer(OpenQuestion.DEFAULT_AFTER_FAILURE, worse);
        String id = bench.create();
        bench.fail("UpdateAgentRuntime", "no snapshot");

        bench.update(id, Bench.document("2"));

        assertThat(bench.endpoint(id, "DEFAULT").at("/liveVersion")).isEqualTo(worse ? "2" : "1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndpointWhoseMoveFailedServesNothingOrWhatItServedBefore(boolean worse) {
        bench.answer(OpenQuestion.FAILED_ENDPOINT, worse);
        String id = bench.create();
        bench.createEndpoint(id, "{\"name\":\"live\"}");
        bench.update(id, bench.runtime(id).json());
        bench.fail("UpdateAgentRuntimeEndpoint", "no capacity");

        bench.move(id, "live", "2");

        Wire.Got live = bench.endpoint(id, "live");
        assertThat(live.at("/status")).isEqualTo("UPDATE_FAILED");
        assertThat(live.at("/targetVersion")).isEqualTo("2");
        assertThat(live.at("/liveVersion")).isEqualTo(worse ? "" : "1");
        assertThat(bench.wire.invoke(Bench.arn(id), "live", SESSION).status()).isEqualTo(worse ? 404 : 200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTagIsResolvedForEverySessionOrByTheUpdate(boolean worse) {
        bench.answer(OpenQuestion.TAG, worse);
        bench.agent("1", "{\"answer\":{\"says\":\"old\"}}");
        String id = bench.create();
        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).at("/says"))
                .isEqualTo("old");

        bench.images.put(
                "1",
                new Images.Image(
                        "sha256:" + "f".repeat(64),
                        1000,
                        Set.of("arm64"),
                        Map.of(AgentScript.LABEL, "{\"answer\":{\"says\":\"new\"}}")));

        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).at("/says"))
                .isEqualTo("old");
        assertThat(bench.wire
                        .invoke(Bench.arn(id), "DEFAULT", "another-" + SESSION)
                        .at("/says"))
                .isEqualTo(worse ? "new" : "old");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAnIndexAnyImageIsRunOrTheOneForArm64(boolean worse) {
        bench.answer(OpenQuestion.IMAGE_INDEX, worse);
        bench.images.put(
                "1", new Images.Image("sha256:" + "1".repeat(64), 1000, Set.of("amd64", "arm64", "unknown"), Map.of()));
        String id = bench.create();

        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).status())
                .isEqualTo(worse ? 424 : 200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientTokenIsForgottenOrRemembered(boolean worse) {
        bench.answer(OpenQuestion.CLIENT_TOKEN, worse);
        String id = bench.create();
        ObjectNode document = Bench.document("2").put("clientToken", TOKEN);

        bench.update(id, document);
        bench.update(id, document);

        assertThat(bench.runtime(id).at("/agentRuntimeVersion")).isEqualTo(worse ? "3" : "2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aVersionWithoutAnEndpointIsDeletedOrKept(boolean worse) {
        bench.answer(OpenQuestion.OLD_VERSIONS, worse);
        bench.behaviour.unusedKept(Duration.ZERO);
        String id = bench.create();
        bench.createEndpoint(id, "{\"name\":\"live\",\"agentRuntimeVersion\":\"1\"}");
        bench.update(id, Bench.document("2"));
        bench.update(id, Bench.document("2"));

        assertThat(bench.version(id, "1").status()).isEqualTo(200);
        assertThat(bench.version(id, "2").status()).isEqualTo(worse ? 404 : 200);

        bench.move(id, "live", "3");
        assertThat(bench.version(id, "1").status()).isEqualTo(worse ? 404 : 200);
        assertThat(bench.version(id, "3").status()).isEqualTo(200);
    }

    @Test
    void anUnusedVersionIsKeptForSomeTime() {
        bench.answer(OpenQuestion.OLD_VERSIONS, true);
        bench.behaviour.unusedKept(Duration.ofHours(1));
        String id = bench.create();

        bench.update(id, Bench.document("2"));

        assertThat(bench.version(id, "1").status()).isEqualTo(200);
    }

    @Test
    void aPropertyAnswersThemAllOrOneByOne() {
        assertThat(Answers.parse("worse")).isEqualTo(Answers.WORSE);
        assertThat(Answers.parse("better")).isEqualTo(Answers.BETTER);
        assertThat(Answers.parse("")).isEqualTo(Answers.EXPECTED);
        assertThat(Answers.parse("tag=session, omitted-authorizer=kept").worse())
                .containsExactlyInAnyOrder(OpenQuestion.TAG, OpenQuestion.DEFAULT_AFTER_FAILURE);
    }

    @Test
    void anAnswerThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> Answers.parse("tag=never"))
                .hasMessage("'never' is no answer to tag; say session or update");
        assertThatThrownBy(() -> Answers.parse("weather=fine"))
                .hasMessageStartingWith("There is no open question 'weather'; there are omitted-authorizer, ");
    }
}
