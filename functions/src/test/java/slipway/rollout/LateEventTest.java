package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import slipway.ledger.RolloutRecord;
import slipway.target.TargetName;

/** An event may be delivered long after what it tells of, and what it tells of may be over by then. */
final class LateEventTest {
    @Test
    void rolloutBeginsNoEarlierThanTheOneBeforeItEnded() {
        World world = new World();
        TargetName support = world.live("1.0.0", "'bake': {'minutes': 10, 'errorPercent': 5}");
        world.push("1.1.0");
        Instant written = world.now.plusSeconds(1);
        world.run();

        world.parameters
                .as(World.PERSON)
                .put(world.names.desiredImage(support), World.image("1.0.0").uri());
        world.requests.desiredImageChanged(support, written);
        world.run();

        RolloutRecord before = world.rollout(support, 2);
        RolloutRecord late = world.rollout(support, 3);
        assertThat(before.ending().orElseThrow().at()).isAfter(written);
        assertThat(late.request().startedAt())
                .isEqualTo(before.ending().orElseThrow().at());
        assertThat(late.timeline().getFirst().at()).isEqualTo(late.request().startedAt());
        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted TOO_LITTLE_TRAFFIC");
    }
}
