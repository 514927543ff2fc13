package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import slipway.agentruntime.Version;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.target.TargetName;

/** What is true of the target {@code support} when nothing is left to do, whatever happened to it. */
final class Rest {
    static final TargetName SUPPORT = new TargetName("support");

    private Rest() {}

    static void carriedOut(World world, Advance advance) {
        for (int turn = 0; turn < 500 && !world.executions.running().isEmpty(); turn++) {
            world.turn(world.executions.running().getFirst(), advance);
        }
    }

    /** Each version was proven before live went there, and the ledger knows which it is. */
    static void assertServesWhatIsProven(World world) {
        Version live = world.serves("live");
        Set<Version> proven = new HashSet<>();
        rollouts(world).stream()
                .filter(rollout -> rollout.progress().proof().isPresent())
                .forEach(rollout ->
                        proven.add(rollout.progress().candidate().orElseThrow().version()));
        assertThat(proven).contains(live);
        assertThat(world.state(SUPPORT).serving().live().orElseThrow().version())
                .isEqualTo(live);
        assertThat(world.parameters.get(world.names.liveImage(SUPPORT)))
                .isEqualTo(world.document("live").containerUri());
    }

    /** Nothing is under way, and what is desired is live, or held, or vetoed. */
    static void assertAtRest(World world) {
        TargetState state = world.state(SUPPORT);
        assertThat(world.executions.running()).isEmpty();
        assertThat(state.claim().active()).isEmpty();
        assertThat(state.orders().rollback()).isEmpty();
        assertThat(world.ledger.runtime(world.runtime).lock()).isEmpty();
        assertThat(world.ledger.runtime(world.runtime).users()).isEmpty();
        Image desired = state.following().desired().orElseThrow();
        boolean live = world.document("live")
                .containerUri()
                .filter(desired.uri()::equals)
                .isPresent();
        assertThat(live
                        || state.restraint().hold().isPresent()
                        || state.restraint().veto(desired.digest()).isPresent())
                .as("%s is desired and not live, and nothing says why: %s", desired, world.outcomes())
                .isTrue();
    }

    /** Each rollout is told to be over before the next one is told to have started. */
    static void assertOneAtATime(World world) {
        Set<RolloutId> underWay = new HashSet<>();
        for (Happening happening : world.told) {
            if (happening instanceof Happening.RolloutStarted started) {
                underWay.add(started.rollout());
            } else if (happening instanceof Happening.RolloutFinished finished) {
                underWay.remove(finished.rollout());
            }
            assertThat(underWay).hasSizeLessThan(2);
        }
        assertThat(underWay).isEmpty();
    }

    static List<RolloutRecord> rollouts(World world) {
        return LongStream.rangeClosed(1, world.state(SUPPORT).claim().sequence())
                .mapToObj(number -> world.rollout(SUPPORT, (int) number))
                .toList();
    }
}
