package slipway.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.target.SmokeSpec;
import slipway.target.SmokeSpec.Expectation;

class SmokeTestTest {
    private static final Expectation ANYTHING = new Expectation(
            OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final Expectation FOUR = new Expectation(
            OptionalInt.of(200),
            Optional.empty(),
            Optional.of("/answer"),
            Optional.of(IntNode.valueOf(4)),
            Optional.empty());

    private final ScriptedAgents agents = new ScriptedAgents();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private int sessions;

    @Test
    void anAgentThatAnswersRightPasses() {
        agents.thenAnswer("{\"answer\": 4.0}");
        assertThat(run(FOUR, 1, 1))
                .isEqualTo(SmokeVerdict.Passed.with(
                        List.of(new Sample(200, Duration.ofMillis(100), "{\"answer\": 4.0}"))));
        assertThat(agents.asked()).containsExactly("session-1 candidate {\"prompt\":\"2+2\"}");
        assertThat(agents.stopped()).containsExactly("session-1");
    }

    @Test
    void anAgentThatAnswersWrongFailsAtOnce() {
        agents.thenAnswer("{\"answer\": 5}").thenAnswer("{\"answer\": 4}");
        assertThat(run(FOUR, 1, 1)).isInstanceOfSatisfying(SmokeVerdict.AgentFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("the answer's /answer does not equal the expected value");
            assertThat(failed.sample().answer()).isEqualTo("{\"answer\": 5}");
        });
        assertThat(agents.asked()).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void everySampleHasASessionOfItsOwn() {
        agents.thenAnswer("{\"answer\": 4}");
        assertThat(run(FOUR, 3, 3)).isInstanceOf(SmokeVerdict.Passed.class);
        assertThat(agents.stopped()).containsExactly("session-1", "session-2", "session-3");
    }

    @Test
    void asManyAnswersMayBeWrongAsWereDeclared() {
        agents.thenAnswer("{\"answer\": 5}").thenAnswer("{\"answer\": 4}");
        assertThat(run(FOUR, 3, 2)).isInstanceOf(SmokeVerdict.Passed.class);
        var unlucky = new ScriptedAgents()
                .thenAnswer("{\"answer\": 4}")
                .thenAnswer("{\"answer\": 5}")
                .thenAnswer("{\"answer\": 5}");
        assertThat(run(unlucky, FOUR, 3, 2)).isInstanceOf(SmokeVerdict.AgentFailed.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"THROTTLED", "CONFLICT", "UNAVAILABLE"})
    void whatPassesIsTriedAgainInANewSession(Kind kind) {
        agents.then(new Invocation.NotAsked(failure(kind))).thenAnswer("{\"answer\": 4}");
        assertThat(run(FOUR, 1, 1)).isInstanceOf(SmokeVerdict.Passed.class);
        assertThat(agents.stopped()).containsExactly("session-1", "session-2");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DENIED", "NOT_FOUND", "INVALID", "QUOTA"})
    void whatDoesNotPassIsNotTheAgentsFault(Kind kind) {
        agents.then(new Invocation.NotAsked(failure(kind)));
        assertThat(run(FOUR, 1, 1)).isEqualTo(new SmokeVerdict.CouldNotAsk("refused: " + kind));
        assertThat(agents.asked()).hasSize(1);
    }

    @Test
    void whatNeverPassesEndsAtTheDeadline() {
        agents.then(new Invocation.NotAsked(failure(Kind.THROTTLED)));
        assertThat(run(FOUR, 1, 1))
                .isEqualTo(new SmokeVerdict.CouldNotAsk("no verdict within 60 s: refused: THROTTLED"));
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isEqualTo(60);
    }

    @Test
    void aContainerMayFailWhileItStarts() {
        agents.then(containerFailed(424)).then(containerFailed(502)).thenAnswer("{\"answer\": 4}");
        assertThat(run(FOUR, 1, 1)).isInstanceOf(SmokeVerdict.Passed.class);
    }

    @Test
    void aContainerThatKeepsFailingHasFailed() {
        agents.then(containerFailed(500));
        assertThat(run(FOUR, 1, 1))
                .isInstanceOfSatisfying(
                        SmokeVerdict.AgentFailed.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo("the agent answered with status 500 instead of 200"));
        assertThat(agents.asked()).hasSize(3);
    }

    @Test
    void aContainerThatAnsweredOnceIsNotStartingAnyMore() {
        agents.thenAnswer("{\"answer\": 4}").then(containerFailed(500));
        assertThat(run(FOUR, 2, 2)).isInstanceOf(SmokeVerdict.AgentFailed.class);
        assertThat(agents.asked()).hasSize(2);
    }

    @Test
    void aContainerThatRefusesTheQuestionIsNotAskedAgain() {
        agents.then(containerFailed(400));
        assertThat(run(FOUR, 1, 1)).isInstanceOf(SmokeVerdict.AgentFailed.class);
        assertThat(agents.asked()).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotCompleteInTimeIsWrong() {
        agents.then(allowed -> new Invocation.TooLate("data: 1", allowed));
        assertThat(run(FOUR, 1, 1))
                .isEqualTo(new SmokeVerdict.AgentFailed(
                        "no complete answer within 10000 ms", new Sample(0, Duration.ofSeconds(10), "data: 1")));
    }

    @Test
    void anAgentThatWasAskedTooLateIsNotToBlame() {
        agents.then(new Invocation.NotAsked(failure(Kind.THROTTLED)))
                .then(allowed -> {
                    now = now.plusSeconds(54);
                    return new Invocation.NotAsked(failure(Kind.THROTTLED));
                })
                .then(allowed -> {
                    now = now.plus(allowed);
                    return new Invocation.TooLate("", allowed);
                });
        assertThat(run(FOUR, 1, 1)).isInstanceOf(SmokeVerdict.CouldNotAsk.class);
    }

    @Test
    void aRightAnswerThatIsSlowOrTooLongIsWrong() {
        agents.then(new Invocation.Answered(200, "", "", false, Duration.ofSeconds(11)));
        assertThat(reason(run(ANYTHING, 1, 1))).isEqualTo("the answer took 11000 ms, 10000 are allowed");
        var endless = new ScriptedAgents()
                .then(new Invocation.Answered(200, "", "x".repeat(1000), true, Duration.ofMillis(1)));
        assertThat(reason(run(endless, ANYTHING, 1, 1))).isEqualTo("the answer is longer than 1000 bytes");
    }

    @Test
    void aSessionThatCannotBeStoppedChangesNothing() {
        agents.thenAnswer("{\"answer\": 4}");
        agents.failStops(failure(Kind.DENIED));
        assertThat(run(FOUR, 1, 1)).isInstanceOf(SmokeVerdict.Passed.class);
    }

    @Test
    void aPatternIsLookedForInLinearTime() {
        var matches = new Expectation(
                OptionalInt.empty(),
                Optional.of("aaa"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Pattern.compile("(a+)+$")));
        agents.then(new Invocation.Answered(200, "text/plain", "a".repeat(900) + "!", false, Duration.ZERO));
        assertThat(reason(run(matches, 1, 1))).isEqualTo("the answer does not match the expected pattern");
    }

    @Test
    void aCandidateThatTakesTooMuchLongerThanLiveFails() {
        answer(50, 201, 203).answer(900, 99, 101);
        assertThat(against("live", 3, "2"))
                .isEqualTo(new SmokeVerdict.AgentFailed(
                        "the median answer took 202 ms, live's 100 ms, at most 2 times as long is allowed",
                        new Sample(200, Duration.ofMillis(203), "")));
    }

    @Test
    void aCandidateMayTakeAsManyTimesAsLongAsLiveAsWasDeclared() {
        answer(5000, 150, 150).answer(100, 90, 110);
        assertThat(against("live", 3, "1.5")).isInstanceOfSatisfying(SmokeVerdict.Passed.class, passed -> {
            assertThat(passed.samples()).hasSize(3);
            assertThat(passed.remark()).contains("the median answer took 150 ms, live's 100 ms");
        });
        assertThat(agents.asked())
                .extracting(asked -> asked.split(" ", -1)[1])
                .containsExactly("candidate", "candidate", "candidate", "live", "live", "live");
        assertThat(agents.stopped()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aSingleAnswerIsAllThereIsToCompare() {
        answer(300).answer(100);
        assertThat(reason(against("live", 1, "2.5")))
                .startsWith("the median answer took 300 ms, live's 100 ms, at most");
    }

    @Test
    void aCandidateThatFailsIsNotComparedWithLive() {
        agents.then(containerFailed(400));
        assertThat(against("live", 3, "2")).isInstanceOf(SmokeVerdict.AgentFailed.class);
        assertThat(agents.asked()).hasSize(1);
    }

    @Test
    void whatIsWrongWithLiveIsNotTheCandidatesFault() {
        answer(300).then(containerFailed(400));
        assertThat(against("live", 1, "2"))
                .isInstanceOfSatisfying(
                        SmokeVerdict.Passed.class,
                        passed -> assertThat(passed.remark())
                                .contains("its latency was not compared with live's, which answered wrong: "
                                        + "the agent answered with status 400 instead of 200"));
    }

    @Test
    void liveIsAskedWithWhatIsLeftOfTheDeadline() {
        agents.then(allowed -> {
                    now = now.plusSeconds(50);
                    return answered(300);
                })
                .then(new Invocation.NotAsked(failure(Kind.THROTTLED)));
        assertThat(reason(against("live", 1, "2")))
                .isEqualTo("its latency was not compared with live's, which could not be asked: "
                        + "no verdict within 60 s: refused: THROTTLED");
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isEqualTo(10);
    }

    @Test
    void theFirstCandidateHasNoLiveToBeComparedWith() {
        answer(300);
        assertThat(reason(against("", 1, "2"))).contains("there is no live endpoint yet");
        assertThat(agents.asked()).hasSize(1);
    }

    /** Answers that take so many milliseconds each. */
    private SmokeTestTest answer(int... millis) {
        for (int each : millis) {
            agents.then(answered(each));
        }
        return this;
    }

    private SmokeTestTest then(Invocation invocation) {
        agents.then(invocation);
        return this;
    }

    private static Invocation answered(int millis) {
        return new Invocation.Answered(200, "", "", false, Duration.ofMillis(millis));
    }

    private SmokeVerdict against(String live, int samples, String ratio) {
        return test(agents)
                .run(
                        "arn:runtime",
                        new EndpointName("candidate"),
                        Optional.of(live).filter(name -> !name.isEmpty()).map(EndpointName::new),
                        spec(ANYTHING, Optional.of(new BigDecimal(ratio)), samples, samples));
    }

    private SmokeVerdict run(Expectation expect, int samples, int mustPass) {
        return run(agents, expect, samples, mustPass);
    }

    private SmokeVerdict run(ScriptedAgents asked, Expectation expect, int samples, int mustPass) {
        return test(asked)
                .run("arn:runtime", new EndpointName("candidate"), spec(expect, Optional.empty(), samples, mustPass));
    }

    private SmokeTest test(ScriptedAgents asked) {
        return new SmokeTest(asked, () -> "session-" + ++sessions, () -> now, pause -> {
            pauses.add(pause);
            now = now.plus(pause);
        });
    }

    private static SmokeSpec spec(Expectation expect, Optional<BigDecimal> ratio, int samples, int mustPass) {
        return new SmokeSpec(
                RuntimeSamples.json("{'prompt': '2+2'}"),
                expect,
                Duration.ofSeconds(10),
                ratio,
                samples,
                mustPass,
                Duration.ofSeconds(60),
                1000);
    }

    private static String reason(SmokeVerdict verdict) {
        return switch (verdict) {
            case SmokeVerdict.AgentFailed(var reason, var sample) -> reason;
            case SmokeVerdict.CouldNotAsk(var reason) -> reason;
            case SmokeVerdict.Passed passed -> passed.remark().orElse("passed");
        };
    }

    private static Invocation containerFailed(int status) {
        return new Invocation.ContainerFailed(status, "Received error from runtime", Duration.ofMillis(5));
    }

    private static AwsFailure failure(Kind kind) {
        return new AwsFailure(kind, "bedrock-agentcore:InvokeAgentRuntime", "", "", "refused: " + kind, null);
    }
}
