package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.events.EventFolder;
import slipway.ledger.Ledger;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.port.CrashPoint;
import slipway.target.TargetName;

/** What the owner's alarms do to a rollout. */
final class AlarmTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final AlarmName ERRORS = new AlarmName("support-errors");

    private final World world = new World();

    @BeforeEach
    void watched() {
        world.monitor.set(ERRORS, AlarmState.OK);
        world.live("1.0.0", "'bake': {'minutes': 15, 'alarms': ['support-errors']}");
    }

    private void in(Duration time, Runnable happening) {
        world.at(world.now.plus(time), happening);
    }

    /** The sample of AWS's event, as if of this time. */
    private void event() {
        String sample =
                EventFolder.text(EventFolder.named("alarm-state-changed").path().resolve("accepted/metric-alarm.json"));
        String event = sample.replace("\"time\": \"2026-11-21T09:00:00Z\"", "\"time\": \"" + world.now + "\"");
        assertThat(event).contains(world.now.toString());
        assertThat(Handled.of("alarm-state-changed", event, world).refusal()).isEmpty();
    }

    @Test
    void alarmThatRingsTakesLiveBackAtOnceAndTheNextImageGoesOutByItself() {
        world.push("1.1.0");
        Instant rings = world.now.plusSeconds(90);
        world.at(rings, () -> {
            world.monitor.set(ERRORS, AlarmState.ALARM);
            event();
        });
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_RANG");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(Duration.between(rings, world.now)).isLessThan(Duration.ofSeconds(30));
        assertThat(world.state(SUPPORT).restraint().veto(World.image("1.1.0").digest()))
                .isPresent();

        world.monitor.set(ERRORS, AlarmState.OK);
        world.push("1.2.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted BAKED");
    }

    @Test
    void alarmThatIsSilentAgainBeforeAnybodyLookedStillTakesLiveBack() {
        world.push("1.1.0");
        in(Duration.ofSeconds(90), this::event);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_RANG");
    }

    @Test
    void alarmWhoseEventIsLostIsSeenAtTheNextLook() {
        world.push("1.1.0");
        Instant rings = world.now.plusSeconds(90);
        world.at(rings, () -> world.monitor.set(ERRORS, AlarmState.ALARM));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_RANG");
        assertThat(Duration.between(rings, world.now)).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void alarmThatRingsWhileLiveIsStillMovingTakesItBack() {
        world.runtimes.readyAfterReads(5);
        world.pushUntil("1.1.0", p -> p.move().isPresent());
        assertThat(world.rollout(SUPPORT, 2).progress().bake()).isEmpty();
        event();
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_RANG");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void alarmFromBeforeTheMoveIsNotHeldAgainstIt() {
        world.push("1.1.0");
        in(
                Duration.ofSeconds(90),
                () -> new Rings(world.ledger, world.admission).rang(ERRORS, world.now.minus(Duration.ofMinutes(5))));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void alarmAfterTheEndChangesNothing() {
        world.push("1.1.0");
        world.run();
        event();
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(world.ledger.watching(ERRORS)).isEmpty();
        assertThat(world.state(SUPPORT).orders().rings()).isEmpty();
    }

    @Test
    void liveWaitsForAnAlarmThatRingsAlreadyAndThenGoesOn() {
        world.monitor.set(ERRORS, AlarmState.ALARM);
        world.push("1.1.0");
        in(Duration.ofMinutes(10), () -> {
            assertThat(world.serves("live")).isEqualTo(new Version(2));
            world.monitor.set(ERRORS, AlarmState.OK);
        });
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void alarmThatDoesNotStopBlocksThePromotionAndVetoesNothing() {
        world.monitor.set(ERRORS, AlarmState.ALARM);
        world.push("1.1.0");
        Instant pushed = world.now;
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Inconclusive ALARM_RINGING");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).restraint().vetoes()).isEmpty();
        assertThat(Duration.between(pushed, world.now)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
    }

    @Test
    void newerImageGoesOutInPlaceOfTheOneThatIsBlocked() {
        world.monitor.set(ERRORS, AlarmState.ALARM);
        world.push("1.1.0");
        in(Duration.ofMinutes(5), () -> world.push("1.2.0"));
        in(Duration.ofMinutes(6), () -> world.monitor.set(ERRORS, AlarmState.OK));
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Superseded NEWER_IMAGE", "support-3 Promoted BAKED");
    }

    @Test
    void alarmThatDoesNotExistKeepsLiveWhereItIs() {
        world.monitor.remove(ERRORS);
        world.push("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Inconclusive ALARM_MISSING");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.rollout(SUPPORT, 2).ending().orElseThrow().explanation())
                .contains("support-errors");
    }

    @Test
    void alarmThatIsDeletedDuringTheBakeTakesLiveBackAtItsEndAndVetoesNothing() {
        world.push("1.1.0");
        Instant pushed = world.now;
        in(Duration.ofMinutes(2), () -> world.monitor.remove(ERRORS));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_MISSING");
        assertThat(world.rollout(SUPPORT, 2).ending().orElseThrow().explanation())
                .contains("support-errors");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).restraint().vetoes()).isEmpty();
        assertThat(Duration.between(pushed, world.now)).isGreaterThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void alarmThatIsReplacedDuringTheBakeIsThereAgainAtItsEnd() {
        world.push("1.1.0");
        in(Duration.ofMinutes(2), () -> world.monitor.remove(ERRORS));
        in(Duration.ofMinutes(12), () -> world.monitor.set(ERRORS, AlarmState.OK));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void alarmIsMissedBesideBoundsToo() {
        world.declareWith("'bake': {'minutes': 5, 'alarms': ['support-errors'], 'errorPercent': 10}");
        world.push("1.1.0");
        in(Duration.ofMinutes(2), () -> world.monitor.remove(ERRORS));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_MISSING");
    }

    @Test
    void alarmWithoutDataIsNoReasonToWorry() {
        world.monitor.set(ERRORS, AlarmState.INSUFFICIENT_DATA);
        world.push("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void ringWhoseHandlerDiedBeforeItWokeAnybodyIsHeardWhenItIsHandledAgain() {
        world.push("1.1.0");
        Instant again = world.now.plusSeconds(120);
        in(Duration.ofSeconds(90), () -> {
            CrashPoint dies = CrashPoint.after(4);
            Ledger ledger = dies.inFrontOf(Ledger.class, world.ledger);
            assertThatThrownBy(() -> new Rings(ledger, world.admission(dies)).rang(ERRORS, world.now))
                    .isInstanceOf(CrashPoint.Death.class);
            assertThat(dies.toString()).contains("Ledger.save");
            assertThat(world.state(SUPPORT).orders().rings()).hasSize(1);
        });
        world.at(again, this::event);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_RANG");
        assertThat(Duration.between(again, world.now)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }
}
