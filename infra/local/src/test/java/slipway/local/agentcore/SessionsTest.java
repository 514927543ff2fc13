package slipway.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final String SESSION = "session-".repeat(6);
    private static final Duration IDLE = Duration.ofMinutes(15);
    private static final Duration LIFE = Duration.ofHours(1);

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final AgentCoreBehaviour behaviour = new AgentCoreBehaviour();
    private final Sessions sessions = new Sessions(
            () -> now,
            new Rates(behaviour),
            new Artifacts(Bench.PLACE, (repository, tag, digest) -> Optional.empty(), behaviour));
    private final RuntimeState runtime = new RuntimeState("support-abcdefghij", "support", "arn", now);
    private final EndpointState live = new EndpointState("live", "arn", "id", 1, now);

    SessionsTest() {
        version();
        version();
        live.settle(Status.READY, null, now);
    }

    private void version() {
        var document = Json.object();
        document.putObject("lifecycleConfiguration")
                .put("idleRuntimeSessionTimeout", IDLE.toSeconds())
                .put("maxLifetime", LIFE.toSeconds());
        runtime.add(document, null, Status.READY, now);
    }

    @Test
    void aSessionThatIsUsedOutlivesTheMoveOfItsEndpoint() {
        assertThat(join(SESSION)).isEqualTo("1 fresh");
        moveTo(2);

        pass(IDLE);

        assertThat(join(SESSION)).isEqualTo("1 joined");
        assertThat(join("another-" + SESSION)).isEqualTo("2 fresh");
    }

    @Test
    void aSessionThatWasIdleForTooLongBeginsAnew() {
        join(SESSION);
        moveTo(2);

        pass(IDLE.plusSeconds(1));

        assertThat(join(SESSION)).isEqualTo("2 fresh");
    }

    @Test
    void aSessionThatIsTooOldBeginsAnewHoweverBusyItIs() {
        join(SESSION);
        moveTo(2);

        for (int i = 0; i < 4; i++) {
            pass(IDLE);
            assertThat(join(SESSION)).isEqualTo("1 joined");
        }
        pass(Duration.ofSeconds(1));

        assertThat(join(SESSION)).isEqualTo("2 fresh");
    }

    private void moveTo(int version) {
        live.move(Status.UPDATING, version, now);
        live.settle(Status.READY, null, now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private String join(String session) {
        Sessions.Joined joined = sessions.join(runtime, live, session);
        return joined.version().number() + (joined.fresh() ? " fresh" : " joined");
    }
}
