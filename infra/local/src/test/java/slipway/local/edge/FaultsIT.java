package slipway.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
    private static final int SIGKILL = 128 + 9;

    private EdgeFixture fixture;
    private Process process;
    private String key;

    @BeforeEach
    void open() throws Exception {
        fixture = new EdgeFixture();
        process = new ProcessBuilder("sleep", "600").start();
        key = fixture.identities.issue(EdgeFixture.WRITER, process.toHandle()).accessKeyId();
    }

    @AfterEach
    void close() {
        process.destroyForcibly();
        fixture.close();
    }

    @Test
    void theCallerDiesBeforeTheEffect() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Kill()).by("writer"));

        assertThatThrownBy(() -> fixture.call(key, "Place")).isInstanceOf(IOException.class);

        assertKilled(LoggedCall.End.CALLER_KILLED_BEFORE_EFFECT);
        assertThat(fixture.orders.placed).hasValue(0);
    }

    @Test
    void theCallerDiesAfterTheEffectAndBeforeTheAnswer() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Kill()).afterEffect());

        assertThatThrownBy(() -> fixture.call(key, "Place")).isInstanceOf(IOException.class);

        assertKilled(LoggedCall.End.CALLER_KILLED_AFTER_EFFECT);
        assertThat(fixture.orders.placed).hasValue(1);
    }

    @Test
    void anErrorInsteadOfTheEffect() throws Exception {
        Faults.Armed armed = fixture.faults.arm(
                FaultRule.on("orders:*", new Fault.Refuse(400, "ThrottlingException", "Rate exceeded")));

        assertThat(fixture.call(key, "Place").body())
                .isEqualTo("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
        assertThat(fixture.orders.placed).hasValue(0);
        assertThat(armed.struck()).isEqualTo(1);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
    }

    @Test
    void anErrorAlthoughTheEffectTookPlace() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Refuse(503, "ServiceUnavailable", "Later"))
                .afterEffect());

        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(503);
        assertThat(fixture.orders.placed).hasValue(1);
        assertThat(fixture.log.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.error()).isEqualTo("ServiceUnavailable"));
    }

    @Test
    void aDenialNamesCallerActionAndResource() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Deny()).onResource("book/today"));

        assertThat(fixture.call(key, "Place").body())
                .contains("AccessDeniedException", "assumed-role/orders-writer/one", "orders:Place", "book/today");
    }

    @Test
    void theSecondAndThirdCallAreHit() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Refuse(500, "InternalFailure", "Twice"))
                .fromNth(2)
                .times(2));

        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(500);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(500);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
    }

    @Test
    void otherRolesAndResourcesAreLeftAlone() throws Exception {
        FaultRule deny = FaultRule.on("orders:Place", new Fault.Deny());
        fixture.faults.arm(deny.by("reader"));
        fixture.faults.arm(deny.onResource("book/tomorrow"));

        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
    }

    @Test
    void aDelayTakesScaledTime() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Delay(Duration.ofSeconds(10))));
        long before = fixture.clock.instant().toEpochMilli();

        fixture.call(key, "Place");

        assertThat(fixture.clock.instant().toEpochMilli() - before).isGreaterThanOrEqualTo(10_000);
    }

    @Test
    void theConnectionIsClosedBeforeTheEffect() throws Exception {
        Faults.Armed armed = fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Reset()));

        assertThatThrownBy(() -> fixture.call(key, "Place")).isInstanceOf(IOException.class);

        assertThat(armed.struck()).isEqualTo(1);
        assertThat(fixture.orders.placed).hasValue(0);
        assertThat(fixture.log.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.end()).isEqualTo(LoggedCall.End.CONNECTION_CLOSED_BEFORE_EFFECT));
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void noAnswerComesAlthoughTheEffectTookPlace() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Silence(Duration.ofMillis(300)))
                .afterEffect());
        long before = System.nanoTime();

        assertThatThrownBy(() -> fixture.call(key, "Place")).isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(fixture.orders.placed).hasValue(1);
        assertThat(fixture.log.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.end()).isEqualTo(LoggedCall.End.CONNECTION_CLOSED_AFTER_EFFECT));
    }

    @Test
    void anAnswerThatNoOneGetsIsLetGo() throws Exception {
        EdgeFixture.Unread body = new EdgeFixture.Unread();
        fixture.edge.register(new Streams(body));
        fixture.faults.arm(FaultRule.on("streams:Read", new Fault.Reset()).afterEffect());

        assertThatThrownBy(this::read).isInstanceOf(IOException.class);

        assertThat(body.discarded.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAnswerThatGivesWayToAnErrorIsLetGo() throws Exception {
        EdgeFixture.Unread body = new EdgeFixture.Unread();
        fixture.edge.register(new Streams(body));
        fixture.faults.arm(FaultRule.on("streams:Read", new Fault.Broken()).afterEffect());

        assertThat(read().statusCode()).isEqualTo(500);

        assertThat(body.discarded.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private HttpResponse<String> read() throws IOException, InterruptedException {
        return fixture.send(Signed.by("streams", fixture.identities, key).post(fixture.edge.uri(), Map.of(), ""));
    }

    /** A service that always answers with this body. */
    private record Streams(Answer.Body body) implements ServiceDouble {
        @Override
        public Set<String> signingNames() {
            return Set.of("streams");
        }

        @Override
        public Set<String> operationNames() {
            return Set.of("Read");
        }

        @Override
        public Answer answer(Call call) {
            call.authorize("streams:Read", "*");
            return new Answer(200, Map.of(), body);
        }
    }

    @Test
    void throttlesAndFailuresAreSaidInTheServicesOwnWords() {
        assertThat(ServiceErrors.throttled("bedrock-agentcore:GetAgentRuntime").status())
                .isEqualTo(429);
        assertThat(ServiceErrors.throttled("lambda:InvokeFunction").code()).isEqualTo("TooManyRequestsException");
        assertThat(ServiceErrors.broken("bedrock-agentcore:GetAgentRuntime").code())
                .isEqualTo("InternalServerException");
        assertThat(ServiceErrors.broken("orders:Place").code()).isEqualTo("InternalFailure");
    }

    @Test
    void atARateTheSameCallsAreHitUnderTheSameSeed() throws Exception {
        String first = pattern(7);

        assertThat(first).contains("0", "1");
        assertThat(pattern(7)).isEqualTo(first);
        assertThat(pattern(8)).isNotEqualTo(first);
    }

    /** Which of 40 calls are refused. */
    private String pattern(long seed) throws Exception {
        Faults.Armed armed = fixture.faults.arm(
                FaultRule.on("orders:Place", new Fault.Throttle()).atRate(0.3, seed));
        StringBuilder refused = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            refused.append(fixture.call(key, "Place").statusCode() == 200 ? '0' : '1');
        }
        assertThat(armed.matched()).isEqualTo(40);
        assertThat(armed.struck())
                .isEqualTo((int) refused.chars().filter(c -> c == '1').count());
        armed.disarm();
        return refused.toString();
    }

    @Test
    void aServiceThatActsForAnotherMeetsFaultsToo() {
        Caller events = new Caller.ServicePrincipal("events.amazonaws.com", "arn:rule");
        Authorizer gate = fixture.faults.around((caller, action, resource, context) -> {});
        fixture.faults.arm(FaultRule.on("sqs:SendMessage", new Fault.Full()).times(2));
        fixture.faults.arm(FaultRule.on("*", new Fault.Kill()));

        assertThatThrownBy(() -> gate.authorize(events, "sqs:SendMessage", "arn:queue", Map.of()))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("RequestThrottled"));
        gate.authorize(events, "lambda:InvokeFunction", "arn:function", Map.of());
    }

    @Test
    void aRuleThatCannotBeIsRefused() {
        FaultRule rule = FaultRule.on("orders:Place", new Fault.Lost());

        assertThatThrownBy(() -> rule.times(0)).hasMessage("times cannot be '0'; give 1 or more");
        assertThatThrownBy(() -> rule.fromNth(0)).hasMessage("nth cannot be '0'; count from 1");
        assertThatThrownBy(() -> rule.atRate(0, 1)).hasMessageStartingWith("chance cannot be '0.0'");
        assertThatThrownBy(rule::afterEffect).hasMessageStartingWith("moment cannot be 'AFTER_EFFECT'");
        assertThatThrownBy(() -> FaultRule.on("", new Fault.Lost())).hasMessageStartingWith("action cannot be ''");
    }

    @Test
    void aKillPassesOverWhoHasNoProcess() throws Exception {
        Faults.Armed kill = fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Kill()));

        assertThat(fixture.call("test", "Place").statusCode()).isEqualTo(200);
        assertThat(kill.struck()).isZero();
    }

    private void assertKilled(LoggedCall.End end) throws InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGKILL);
        assertThat(fixture.log.calls()).singleElement().satisfies(call -> {
            assertThat(call.end()).isEqualTo(end);
            assertThat(call.pid()).isEqualTo(process.pid());
            assertThat(call.status()).isZero();
        });
    }
}
