package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.drift.CheckRequest;
import slipway.ledger.Caller;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord;
import slipway.ledger.DriftRecord.Attempt;
import slipway.ledger.DriftRecord.Standing;
import slipway.port.Ports;
import slipway.target.TargetName;

/** Two checks of one target at the same time: a sweep, and somebody who asks. */
class CrossedChecksTest {
    private final World world = new World();
    private final Sweeps sweeps = new Sweeps(world);
    private TargetName target = new TargetName("support");

    @BeforeEach
    void missAnImage() {
        target = world.live("1.0.0");
        world.now = world.now.plusSeconds(600);
        world.images.push(World.image("1.1.0"), world.now);
        world.now = world.now.plusSeconds(600);
    }

    @Test
    void theLaterLookIsWrittenDownThoughAnEarlierOneCameInBetween() {
        checkWhile(asked(0, false), asked(-60, false));
        assertThat(record().checkedAt()).contains(world.now);
        assertThat(standing().since()).isEqualTo(world.now.minusSeconds(60));
    }

    @Test
    void whatAnotherLookHealedIsNotForgotten() {
        checkWhile(asked(0, false), asked(-60, true));
        assertThat(record().checkedAt()).contains(world.now);
        assertThat(standing().healed().map(Attempt::at)).contains(world.now.minusSeconds(60));
    }

    @Test
    void theEarlierLookDoesNotUndoTheLater() {
        checkWhile(asked(-60, false), asked(0, false));
        assertThat(record().checkedAt()).contains(world.now);
        assertThat(record().revision()).isEqualTo(1);
    }

    /** One check, and another one whole between what it reads and what it writes. */
    private void checkWhile(CheckRequest one, CheckRequest another) {
        Ports ports = new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                Object answer = effect.happen();
                if (name.equals("Ledger.drift")
                        && world.ledger.drift(target).checkedAt().isEmpty()) {
                    sweeps.over(world.ledger).check(another, () -> false);
                }
                return answer;
            }
        };
        sweeps.through(ports).check(one, () -> false);
    }

    private CheckRequest asked(int seconds, boolean heal) {
        return new CheckRequest(
                world.now.plus(Duration.ofSeconds(seconds)),
                List.of(target),
                Optional.of(heal),
                Optional.of(new Caller(World.PERSON)));
    }

    private DriftRecord record() {
        return world.ledger.drift(target);
    }

    private Standing standing() {
        return record().standing(DriftReason.MISSED_PUSH).orElseThrow();
    }
}
