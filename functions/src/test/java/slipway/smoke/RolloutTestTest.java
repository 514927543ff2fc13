package slipway.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.InMemoryAgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.event.SmokeSeconds;
import slipway.image.Samples;
import slipway.ledger.Cause;
import slipway.ledger.InMemoryLedger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.VerdictRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** A rollout's smoke test over a ledger and AgentCore in memory; the agents' answers are given. */
class RolloutTestTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final RolloutId ROLLOUT = RolloutId.of(SUPPORT, 7);
    private static final EndpointName LIVE = new EndpointName("live");
    private static final EndpointName CANDIDATE = new EndpointName("candidate");
    private static final Version VERSION = new Version(1);
    private static final String FUNCTION =
            "arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-smoke-test:live";
    private static final String DECLARATION = """
            {"schema": 1,
             "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
             "tagPolicy": {"type": "semver", "range": "1.x"},
             "runtime": {"name": "support"},
             "smokeTest": {"payload": {"prompt": "ping"}, "latencyRatio": 2, "samples": 2}}
            """;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryAgentRuntimes runtimes = new InMemoryAgentRuntimes();
    private final RuntimeId runtime = runtimes.create(RuntimeSamples.SUPPORT, RuntimeSamples.configuration(), Map.of());
    private final ScriptedAgents agents = new ScriptedAgents();
    private final List<String> log = new ArrayList<>();
    private int sessions;
    private Instant time = Samples.NOON;

    @BeforeEach
    void everyEndpointServesTheVersion() {
        for (EndpointName endpoint : List.of(LIVE, CANDIDATE)) {
            runtimes.createEndpoint(runtime, endpoint, VERSION, RuntimeSamples.TOKEN, Map.of());
        }
    }

    @Test
    void aCandidateThatIsSlowerThanLiveFails() {
        answer(900, 300, 900, 100);
        VerdictRecord verdict = verdict(CANDIDATE, Optional.of(VERSION));
        assertThat(verdict.finding()).isEqualTo(Finding.AGENT_FAILED);
        assertThat(verdict.reason())
                .isEqualTo("the median answer took 300 ms, live's 100 ms, at most 2 times as long is allowed");
        assertThat(endpoints()).containsExactly("candidate", "candidate", "live", "live");
    }

    @Test
    void aCandidateThatIsNoSlowerPassesAndTheReasonSaysSo() {
        answer(900, 200, 900, 100);
        VerdictRecord verdict = verdict(CANDIDATE, Optional.of(VERSION));
        assertThat(verdict.finding()).isEqualTo(Finding.PASSED);
        assertThat(verdict.reason())
                .isEqualTo("2 right answers, the slowest in 900 ms; the median answer took 200 ms, live's 100 ms");
        assertThat(verdict.samples())
                .extracting(VerdictRecord.Sample::latencyMillis)
                .containsExactly(900L, 200L);
    }

    @Test
    void theFirstRolloutSaysThatThereIsNoLiveYet() {
        answer(100);
        assertThat(verdict(CANDIDATE, Optional.empty()).reason())
                .isEqualTo("2 right answers, the slowest in 100 ms; "
                        + "its latency was not compared with live's: there is no live endpoint yet");
        assertThat(endpoints()).containsExactly("candidate", "candidate");
    }

    @Test
    void liveIsNotComparedWithItself() {
        answer(100);
        assertThat(verdict(LIVE, Optional.of(VERSION)).reason()).isEqualTo("2 right answers, the slowest in 100 ms");
        assertThat(endpoints()).containsExactly("live", "live");
    }

    @Test
    void howLongATestTookIsMeasuredOnceForItsEnvironmentAndItsTarget() {
        answer(100);
        verdict(LIVE, Optional.of(VERSION));
        run(LIVE);
        assertThat(log)
                .containsExactly("{\"Environment\":\"local\",\"Target\":\"support\",\"_aws\":{\"Timestamp\":"
                        + Samples.NOON.toEpochMilli()
                        + ",\"CloudWatchMetrics\":[{\"Namespace\":\"Slipway\","
                        + "\"Dimensions\":[[\"Environment\"],[\"Environment\",\"Target\"]],"
                        + "\"Metrics\":[{\"Name\":\"SmokeSeconds\",\"Unit\":\"Seconds\"}]}]},\"SmokeSeconds\":1.5}");
    }

    private void answer(int... millis) {
        for (int each : millis) {
            agents.then(new Invocation.Answered(200, "", "", false, Duration.ofMillis(each)));
        }
    }

    private List<String> endpoints() {
        return agents.asked().stream().map(asked -> asked.split(" ", -1)[1]).toList();
    }

    /** Tests a rollout that began when live served this version. */
    private VerdictRecord verdict(EndpointName endpoint, Optional<Version> live) {
        Progress.Base base = new Progress.Base(VERSION, live, Optional.empty());
        Progress.Candidate candidate =
                new Progress.Candidate(VERSION, true, true, "hash", List.of(), Duration.ofHours(8));
        RolloutRecord rollout = RolloutRecord.admitted(
                ROLLOUT,
                Request.of(
                        SUPPORT,
                        Samples.image("1.4.2", "a"),
                        Cause.PUSH,
                        Optional.empty(),
                        DECLARATION,
                        Samples.NOON,
                        Samples.NOON));
        ledger.save(rollout.withProgress(rollout.progress().withRuntime(runtime).withCandidate(base, candidate)));
        run(endpoint);
        return ledger.verdict(ROLLOUT, endpoint.value(), 1).orElseThrow();
    }

    private void run(EndpointName endpoint) {
        SmokeTest test = new SmokeTest(agents, () -> "session-" + ++sessions, () -> Samples.NOON, pause -> {
            throw new AssertionError("nothing is tried again");
        });
        SmokeSeconds seconds = new SmokeSeconds("local", log::add);
        new RolloutTest(ledger, runtimes, test, seconds, this::tick).run(ROLLOUT, endpoint, 1, FUNCTION, Samples.NOON);
    }

    /** Each look at the clock is a second and a half after the one before. */
    private Instant tick() {
        Instant now = time;
        time = now.plusMillis(1500);
        return now;
    }
}
