package slipway.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Wiretap;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

class AgentCoreAgentsTest {
    private static final String ARN = "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-0123456789";
    private static final String ENCODED =
            "/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aeu-central-1%3A111122223333%3Aruntime%2Fsupport-0123456789";
    private static final String SESSION = "s".repeat(36);
    private static final EndpointName CANDIDATE = new EndpointName("candidate");

    private final Wiretap aws = new Wiretap();
    private final Agents agents = new AgentCoreAgents(
            AgentCoreWire.data("eu-central-1", Optional.of(aws.uri()), Wiretap.CREDENTIALS), InstantSource.system());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void asksTheEndpointInTheSession() {
        aws.reply(200, "{'answer': 4}");
        assertThat(ask(1000, 5_000)).isInstanceOfSatisfying(Invocation.Answered.class, answer -> {
            assertThat(answer.text()).isEqualTo("{\"answer\": 4}");
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.capped()).isFalse();
        });
        var sent = aws.received().getFirst();
        assertThat(sent.method() + " " + sent.path() + "?" + sent.query())
                .isEqualTo("POST " + ENCODED + "/invocations?qualifier=candidate");
        assertThat(sent.header("X-amzn-bedrock-agentcore-runtime-session-id")).isEqualTo(SESSION);
        assertThat(sent.header("Authorization")).contains("/eu-central-1/bedrock-agentcore/aws4_request");
        assertThat(sent.body()).isEqualTo("{\"prompt\":1}");
    }

    @Test
    void aCompleteAnswerMayFillTheCap() {
        aws.reply(Wiretap.text(200, "text/plain", "x".repeat(1000)));
        assertThat(ask(1000, 5_000))
                .isInstanceOfSatisfying(
                        Invocation.Answered.class,
                        answer -> assertThat(answer.capped()).isFalse());
    }

    @Test
    void anAgentThatStreamsForEverIsCutOffAtTheCap() throws InterruptedException {
        var closed = new CountDownLatch(1);
        aws.reply(exchange -> stream(exchange, closed, 0));
        assertThat(ask(100_000, 20_000)).isInstanceOfSatisfying(Invocation.Answered.class, answer -> {
            assertThat(answer.capped()).isTrue();
            assertThat(answer.text()).hasSize(100_000);
        });
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAgentThatTricklesIsCutOffAtTheDeadline() throws InterruptedException {
        var closed = new CountDownLatch(1);
        aws.reply(exchange -> stream(exchange, closed, 50));
        assertThat(ask(1_000_000_000, 400)).isInstanceOfSatisfying(Invocation.TooLate.class, late -> {
            assertThat(late.soFar()).startsWith("data: x");
            assertThat(late.latency()).isLessThan(Duration.ofSeconds(3));
        });
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAgentThatNeverAnswersIsGivenUp() {
        var never = new CountDownLatch(1);
        aws.reply(exchange -> await(never, 30_000));
        assertThat(ask(1000, 300))
                .isInstanceOfSatisfying(
                        Invocation.TooLate.class,
                        late -> assertThat(late.soFar()).isEmpty());
        never.countDown();
    }

    @Test
    void aContainerThatFailedIsNotAgentCoresFailure() {
        aws.reply(424, "RuntimeClientError", "{'message': 'Received error (500) from runtime. Please check'}");
        assertThat(ask(1000, 5_000))
                .isInstanceOfSatisfying(
                        Invocation.ContainerFailed.class,
                        failed -> assertThat(failed.status()).isEqualTo(500));
    }

    @Test
    void aRefusalIsClassified() {
        aws.reply(429, "ThrottlingException", "{'message': 'slow down'}");
        aws.reply(500, "InternalServerException", "{'message': 'oops'}");
        aws.reply(503, "{}");
        aws.reply(404, "ResourceNotFoundException", "{'message': 'no endpoint'}");
        aws.reply(HttpExchange::close);
        assertThat(kind(ask(1000, 5_000))).isEqualTo(Kind.THROTTLED);
        assertThat(kind(ask(1000, 5_000))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(kind(ask(1000, 5_000))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(kind(ask(1000, 5_000))).isEqualTo(Kind.NOT_FOUND);
        assertThat(kind(ask(1000, 5_000))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(aws.received()).hasSize(5);
    }

    @Test
    void anErrorThatIsTheAgentsOwnIsItsAnswer() {
        aws.reply(500, "{'answer': 'sorry'}");
        assertThat(ask(1000, 5_000))
                .isInstanceOfSatisfying(
                        Invocation.Answered.class,
                        answer -> assertThat(answer.status()).isEqualTo(500));
    }

    @Test
    void aSessionThatIsGoneIsStopped() {
        aws.reply(404, "ResourceNotFoundException", "{'message': 'gone'}");
        agents.stopSession(ARN, CANDIDATE, SESSION);
        assertThat(aws.received().getFirst().path()).isEqualTo(ENCODED + "/stopruntimesession");
        aws.reply(403, "AccessDeniedException", "{'message': 'no'}");
        assertThatThrownBy(() -> agents.stopSession(ARN, CANDIDATE, SESSION)).isInstanceOf(AwsFailure.class);
    }

    private Invocation ask(int maxBytes, int deadlineMillis) {
        var payload = "{\"prompt\":1}".getBytes(StandardCharsets.UTF_8);
        return agents.invoke(ARN, CANDIDATE, SESSION, payload, maxBytes, Duration.ofMillis(deadlineMillis));
    }

    private static Kind kind(Invocation invocation) {
        return ((Invocation.NotAsked) invocation).failure().kind();
    }

    /** Streams until the other side closes the connection. */
    private static void stream(HttpExchange exchange, CountDownLatch closed, int pauseMillis) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var event = "data: x\n\n".getBytes(StandardCharsets.UTF_8);
        var ended = new CountDownLatch(1);
        try (var out = exchange.getResponseBody()) {
            while (ended.getCount() > 0) {
                out.write(event);
                out.flush();
                await(ended, pauseMillis);
            }
        } catch (IOException gone) {
            ended.countDown();
        } finally {
            closed.countDown();
        }
    }

    private static void await(CountDownLatch latch, int millis) throws IOException {
        try {
            if (millis > 0 && latch.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("the test is over");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
