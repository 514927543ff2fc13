package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.RolloutRecord;
import slipway.port.Ports;
import slipway.port.Refusing;
import slipway.target.TargetName;

/** What live serves is to be published, and Parameter Store takes no write. */
final class ThrottledEndTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final World world = new World();

    @BeforeEach
    void pushed() {
        world.live("1.0.0");
        world.push("1.1.0");
    }

    @Test
    void throttledWriteIsWaitedForInPausesAndTheRolloutEndsAsItMust() {
        Instant began = world.now;

        end(refused(Kind.THROTTLED, 3));

        assertThat(Duration.between(began, world.now)).isEqualTo(PAUSE.multipliedBy(3));
        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.parameters.get(world.names.liveImage(SUPPORT)))
                .hasValueSatisfying(written -> assertThat(written).contains("1.1.0"));
        assertThat(world.state(SUPPORT).claim().active()).isEmpty();
    }

    @Test
    void anythingElseIsTheStateMachinesToTryAgain() {
        assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> end(refused(Kind.UNAVAILABLE, 1)));

        assertThat(world.rollout(SUPPORT, 2).ending())
                .hasValueSatisfying(ending -> assertThat(ending.told()).isFalse());
        world.run();
        assertThat(world.rollout(SUPPORT, 2).ending().map(RolloutRecord.Ending::told))
                .contains(true);
    }

    private static Ports refused(Kind kind, int times) {
        return new Refusing("Parameters.put", "ssm:PutParameter", kind, times);
    }

    private void end(Ports ports) {
        Advance advance = world.through(ports);
        while (!world.executions.running().isEmpty()) {
            world.turn(world.executions.running().getFirst(), advance);
        }
    }
}
