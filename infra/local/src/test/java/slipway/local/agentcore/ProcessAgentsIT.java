package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipway.local.agentcore.process.Bundle;
import slipway.local.agentcore.process.ProcessHost;
import slipway.local.agentcore.process.Programs;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;

/** Programs that are run as processes, seen through AgentCore's API. */
@Timeout(60)
class ProcessAgentsIT {
    private static final String SESSION = "session-".repeat(6);
    private static final String TRUST = """
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":"bedrock-agentcore.amazonaws.com"}}}""";
    private static final String ANOTHER = "another-" + SESSION;

    private final Bench bench = new Bench();

    @BeforeEach
    void program() {
        bench.program("1", Programs.agent());
        bench.program("2", Programs.agent());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static ObjectNode document(String mode) {
        ObjectNode document = Bench.document("1");
        document.putObject("environmentVariables").put("MODE", mode);
        return document;
    }

    private Wire.Got invoke(String id, String session) {
        return bench.wire.invoke(Bench.arn(id), "DEFAULT", session);
    }

    private Wire.Got crash(String id, String session) {
        return bench.wire.send(
                "POST",
                "/runtimes/" + Wire.encode(Bench.arn(id)) + "/invocations",
                Map.of(),
                Map.of("x-amzn-bedrock-agentcore-runtime-session-id", session),
                "{\"prompt\":\"crash\"}");
    }

    private static void ended(String pid) {
        ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void eachSessionHasAProcessOfItsOwn() {
        String id = bench.create(document("told"));

        Wire.Got first = invoke(id, SESSION);
        Wire.Got again = invoke(id, SESSION);
        Wire.Got other = invoke(id, ANOTHER);

        assertThat(first.at("/mode")).isEqualTo("told");
        assertThat(again.at("/pid")).isEqualTo(first.at("/pid"));
        assertThat(other.at("/pid")).isNotEqualTo(first.at("/pid"));
        assertThat(List.of(first.at("/count"), again.at("/count"), other.at("/count")))
                .containsExactly("1", "2", "1");
        assertThat(bench.logged).contains("/aws/bedrock-agentcore/runtimes/" + id + "-DEFAULT mode told");
    }

    @Test
    void itCallsAsItsRuntimesRoleForAsLongAsItRuns() {
        bench.policies.createRole("/", "agent", Json.read(TRUST.getBytes(UTF_8)));
        String id = bench.create();
        Wire.Got told = invoke(id, SESSION);

        assertThat(bench.identities.caller(told.at("/key")))
                .containsInstanceOf(Caller.RoleSession.class)
                .map(Caller::arn)
                .hasValueSatisfying(arn -> assertThat(arn).contains(":assumed-role/agent/BedrockAgentCore-"));

        bench.wire.send("DELETE", "/runtimes/" + id + "/", "");
        awaitRevoked(told.at("/key"));
    }

    private void awaitRevoked(String key) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (bench.identities.caller(key).isPresent() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(bench.identities.caller(key)).isEmpty();
    }

    @Test
    void anImageWithoutTheLabelIsNotRun() {
        bench.images.put(
                "1", new Images.Image("sha256:" + "1".repeat(64), 1000, Set.of("arm64"), Map.of(), Programs.agent()));
        String id = bench.create();

        assertThat(invoke(id, SESSION).at("/answer")).isEqualTo("ok");
        assertThat(bench.logged).isEmpty();
    }

    @Test
    void aStoppedSessionEndsItsProcess() {
        String id = bench.create();
        String pid = invoke(id, SESSION).at("/pid");

        bench.wire.send(
                "POST",
                "/runtimes/" + Wire.encode(Bench.arn(id)) + "/stopruntimesession",
                Map.of(),
                Map.of("x-amzn-bedrock-agentcore-runtime-session-id", SESSION),
                "");

        ended(pid);
        assertThat(invoke(id, SESSION).at("/count")).isEqualTo("1");
    }

    @Test
    void whoeverCallsWhenItCrashesSeesItAndTheNextOneAColdStart() {
        String id = bench.create();
        String pid = invoke(id, SESSION).at("/pid");

        Wire.Got crashed = crash(id, SESSION);

        assertThat(crashed.status()).isEqualTo(424);
        assertThat(crashed.error()).isEqualTo("RuntimeClientError");
        ended(pid);
        Wire.Got next = invoke(id, SESSION);
        assertThat(next.at("/count")).isEqualTo("1");
        assertThat(next.at("/pid")).isNotEqualTo(pid);
    }

    @Test
    void whoeverCallsRightAfterACrashGetsAColdStart() {
        String id = bench.create(document("lingers"));
        String pid = invoke(id, SESSION).at("/pid");

        assertThat(crash(id, SESSION).status()).isEqualTo(424);

        Wire.Got next = invoke(id, SESSION);
        assertThat(next.at("/count")).isEqualTo("1");
        assertThat(next.at("/pid")).isNotEqualTo(pid);
    }

    @Test
    void aProgramThatDoesNotStartIsTheServices424() {
        String id = bench.create(document("exits"));

        Wire.Got failed = invoke(id, SESSION);

        assertThat(failed.status()).isEqualTo(424);
        assertThat(failed.error()).isEqualTo("RuntimeClientError");
        assertThat(failed.at("/message")).startsWith("An error occurred when starting the runtime.");
        assertThat(bench.logged).anyMatch(line -> line.endsWith("exit status 3"));
    }

    @Test
    void anImageThatIsRefusedIsThe424ThatTheLogExplains() {
        bench.program("1", new Bundle(List.of(), List.of("python3", "agent.py"), "", Map.of()));
        String id = bench.create();

        assertThat(invoke(id, SESSION).status()).isEqualTo(424);

        assertThat(bench.logged).anyMatch(line -> line.contains("'python3' is neither node nor java"));
    }

    @Test
    void aDeletedVersionEndsItsProcesses() {
        String id = bench.create();
        bench.createEndpoint(id, "{\"name\":\"live\"}");
        String pid = bench.wire.invoke(Bench.arn(id), "live", SESSION).at("/pid");
        bench.update(id, bench.runtime(id).json().deepCopy());
        bench.move(id, "live", "2");
        String newer = bench.wire.invoke(Bench.arn(id), "live", ANOTHER).at("/pid");

        assertThat(bench.wire
                        .send("DELETE", "/runtimes/" + id + "/", Map.of("version", "1"), Map.of(), "")
                        .status())
                .isEqualTo(202);

        ended(pid);
        assertThat(ProcessHandle.of(Long.parseLong(newer))).isPresent();
        bench.wire.send("DELETE", "/runtimes/" + id + "/", "");
        ended(newer);
    }

    @Test
    void anIdleSessionEndsItsProcess() {
        ObjectNode document = document("");
        // A tenth of a second on this bench's clock, once it has answered.
        document.putObject("lifecycleConfiguration")
                .put("idleRuntimeSessionTimeout", 60)
                .put("maxLifetime", 28800);
        String id = bench.create(document);

        ended(invoke(id, SESSION).at("/pid"));
    }

    @Test
    void aSessionWhoseAnswerNobodyReadsIsIdle() {
        ObjectNode document = document("");
        // As above.
        document.putObject("lifecycleConfiguration")
                .put("idleRuntimeSessionTimeout", 60)
                .put("maxLifetime", 28800);
        String id = bench.create(document);
        Answer answer = bench.wire.answer(
                "POST",
                "/runtimes/" + Wire.encode(Bench.arn(id)) + "/invocations",
                Map.of(),
                Map.of("x-amzn-bedrock-agentcore-runtime-session-id", SESSION),
                "{}");
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).isNotEmpty();

        answer.body().discard();

        assertThat(children).allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10)));
        assertThat(bench.metrics).contains("support::DEFAULT Invocations 1");
    }

    @Test
    void aNewSessionOfTheSameNameDoesNotGetTheOldOnesProcess() {
        String id = bench.create();
        try (SessionProcesses processes = processes(1)) {
            SessionProcesses.Seat old = processes.take(visit(id, SESSION), image());

            SessionProcesses.Seat fresh = processes.take(
                    new Visit(id, "DEFAULT", bench.core.store().runtime(id).version(1), SESSION, Instant.MAX), image());

            assertThat(fresh.uri()).isNotEqualTo(old.uri());
        }
    }

    @Test
    void anOldSessionEndsItsProcessHoweverBusyItIs() {
        ObjectNode document = document("");
        // Three seconds on this bench's clock.
        document.putObject("lifecycleConfiguration")
                .put("idleRuntimeSessionTimeout", 60)
                .put("maxLifetime", 300);
        String id = bench.create(document);
        try (SessionProcesses processes = processes(1)) {
            processes.take(visit(id, SESSION), image());
            List<ProcessHandle> children = ProcessHandle.current().children().toList();

            assertThat(children).isNotEmpty();
            assertThat(children).allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    private SessionProcesses processes(int most) {
        return new SessionProcesses(
                Bench.PLACE,
                bench.clock,
                new ProcessHost(),
                bench.sessions,
                (group, line) -> bench.logged.add(line),
                most);
    }

    private Images.Image image() {
        return Objects.requireNonNull(bench.images.get("1"));
    }

    private Visit visit(String id, String session) {
        return new Visit(id, "DEFAULT", bench.core.store().runtime(id).version(1), session, Instant.EPOCH);
    }

    @Test
    void oneTooManyEndsTheOneThatWasIdleForLongest() {
        String id = bench.create();
        try (SessionProcesses two = processes(2)) {
            SessionProcesses.Seat first = two.take(visit(id, "first"), image());
            SessionProcesses.Seat second = two.take(visit(id, "second"), image());
            first.leave();
            second.leave();
            two.take(visit(id, "first"), image()).leave();

            SessionProcesses.Seat third = two.take(visit(id, "third"), image());

            assertThat(third.uri()).isNotNull();
            assertThat(two.take(visit(id, "first"), image())).isSameAs(first);
            assertThatThrownBy(() -> two.take(visit(id, "second"), image()))
                    .isInstanceOfSatisfying(
                            AwsError.class, full -> assertThat(full.status()).isEqualTo(402));
            assertThat(bench.logged).contains("Ended to make room for another session's process: 2 run at a time here");
        }
    }
}
