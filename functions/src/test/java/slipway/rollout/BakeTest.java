package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.Version;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.Traffic;
import slipway.target.TargetName;

/** Live is watched after it has moved. */
class BakeTest {
    private static final AlarmName ERRORS = new AlarmName("support-errors");
    private static final EndpointName LIVE = new EndpointName("live");

    private final World world = new World();

    /** A target whose live version is watched like this from its second rollout on. */
    private TargetName baking(String bake) {
        TargetName target = world.live("1.0.0");
        world.monitor.set(ERRORS, AlarmState.OK);
        world.declare("support", World.declaration("live", "live").replaceFirst("\\{", "{\"bake\": " + bake + ","));
        return target;
    }

    private Instant moved() {
        return world.rollout(new TargetName("support"), 2)
                .progress()
                .move()
                .orElseThrow()
                .at();
    }

    private void callers(Instant at, long invocations, long errors) {
        String arn = world.runtimes.endpoint(world.runtime, LIVE).orElseThrow().runtimeArn();
        Traffic traffic = new Traffic(invocations, errors, 0, invocations, 100.0 * invocations, invocations);
        world.monitor.asked(arn, new RuntimeName("support"), LIVE, at, traffic);
    }

    private void untilMoved(String tag) {
        world.push(tag);
        String execution = world.executions.running().getFirst();
        world.turnUntil(
                execution,
                () -> world.rollout(new TargetName("support"), 2)
                        .progress()
                        .bake()
                        .isPresent());
    }

    @Test
    void whatStaysWithinItsTimeIsPromoted() {
        baking("{\"minutes\": 15, \"alarms\": [\"support-errors\"]}");
        world.push("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(Duration.between(moved(), world.now)).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
        assertThat(world.serves("previous")).isEqualTo(new Version(2));
    }

    @Test
    void anAlarmThatRingsTakesLiveBackAtOnceAndTheNextImageGoesOutByItself() {
        baking("{\"minutes\": 15, \"alarms\": [\"support-errors\"]}");
        untilMoved("1.1.0");
        Instant rings = world.now.plusSeconds(90);
        world.at(rings, () -> world.rings(ERRORS));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ALARM_RANG");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(Duration.between(rings, world.now)).isLessThan(Duration.ofSeconds(30));
        world.monitor.set(ERRORS, AlarmState.OK);
        world.push("1.2.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted BAKED");
    }

    @Test
    void onlyWholeMinutesAfterTheMoveCount() {
        baking("{\"minutes\": 5, \"errorPercent\": 10, \"minInvocations\": 10}");
        untilMoved("1.1.0");
        callers(moved(), 100, 100);
        callers(world.now.plus(Duration.ofMinutes(2)), 20, 1);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void moreErrorsThanDeclaredTakeLiveBack() {
        baking("{\"minutes\": 60, \"errorPercent\": 10, \"minInvocations\": 10}");
        untilMoved("1.1.0");
        Instant wrong = world.now.plus(Duration.ofMinutes(2));
        callers(wrong, 20, 3);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_MANY_ERRORS");
        assertThat(Duration.between(wrong, world.now)).isLessThan(Duration.ofMinutes(8));
    }
}
