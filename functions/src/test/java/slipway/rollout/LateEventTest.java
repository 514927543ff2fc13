package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.ledger.Cause;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.target.TargetName;

/** An event may be delivered long after what it tells of, and what it tells of may be over by then. */
final class LateEventTest {
    private static final String BAKE = "'bake': {'minutes': 10, 'errorPercent': 5}";

    @Test
    void startThatCameTooLateIsNoBeginning() {
        World world = new World();
        TargetName support = world.live("1.0.0", BAKE);
        world.push("1.1.0");
        RolloutRecord first = world.rollout(support, 2);
        // Another push found the target free at the same moment, and lost the claim.
        Request lost = Request.of(
                support,
                World.image("1.2.0"),
                Cause.PUSH,
                Optional.empty(),
                first.request().declaration(),
                world.now,
                world.now);
        world.ledger.save(RolloutRecord.admitted(RolloutId.of(support, 3), lost));
        world.push("1.2.0");
        world.run();

        RolloutRecord second = world.rollout(support, 3);
        Instant end = world.rollout(support, 2).ending().orElseThrow().at();
        assertThat(end).isAfter(lost.startedAt());
        assertThat(second.image().tag().value()).isEqualTo("1.2.0");
        assertThat(second.request().startedAt()).isEqualTo(end);
        assertThat(second.timeline().getFirst().at()).isEqualTo(end);
        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted TOO_LITTLE_TRAFFIC");
    }

    @Test
    void rolloutBeginsNoEarlierThanTheOneBeforeItEnded() {
        World world = new World();
        TargetName support = world.live("1.0.0", BAKE);
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
