package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import slipway.agentruntime.Version;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.port.CapturedOutput;
import slipway.port.Interleaving;
import slipway.target.TargetName;

/** Two people and a push have a hand in one target, in any order of their calls and of the rollout's. */
class OrdersPropertiesTest {
    private static final TargetName SUPPORT = new TargetName("support");

    /** What a person may want, while rollout 3 is under way and a fourth may be. */
    enum Order {
        APPROVE,
        REJECT,
        HOLD,
        RELEASE,
        ROLL_BACK,
        ROLL_BACK_TO,
        ABORT,
        RETRY,
        PIN;

        void give(People by) {
            switch (this) {
                case APPROVE -> by.approve(SUPPORT, 3);
                case REJECT -> by.reject(SUPPORT, 3);
                case HOLD -> by.hold(SUPPORT);
                case RELEASE -> by.release(SUPPORT);
                case ROLL_BACK -> by.rollBack(SUPPORT);
                case ROLL_BACK_TO -> by.rollBack(SUPPORT, 2);
                case ABORT -> by.abort(SUPPORT, 3);
                case RETRY -> by.retry(SUPPORT);
                case PIN -> by.pin(SUPPORT, World.image("1.0.0"));
            }
        }
    }

    @Property(tries = 400, seed = "20260102", shrinking = ShrinkingMode.OFF)
    void targetComesToRestOnWhatIsProvenWhateverPeopleWantAtOnce(
            @ForAll Order first,
            @ForAll Order second,
            @ForAll boolean approval,
            @ForAll @IntRange(max = 120) int later,
            @ForAll long seed) {
        try (CapturedOutput silence = new CapturedOutput()) {
            World world = new World();
            world.live("1.0.0");
            world.push("1.1.0");
            world.run();
            world.declareWith(approval ? "'approval': {'expiresHours': 1}" : "'bake': {'minutes': 5}");
            world.push("1.2.0");
            Interleaving interleaving = new Interleaving(seed);
            letOthersActInWaits(world, interleaving);

            interleaving.run(List.of(
                    () -> carriedOut(world, world.through(interleaving)),
                    () -> after(later, interleaving, () -> first.give(person(world, interleaving, "alice"))),
                    () -> after(later / 2, interleaving, () -> second.give(person(world, interleaving, "bob"))),
                    () -> after(later / 3, interleaving, () -> world.push("1.3.0"))));
            carriedOut(world, world.advance);

            assertServesWhatIsProven(world);
            assertAtRest(world);
            assertOneAtATime(world);
            assertThat(silence.text()).isNotEmpty();
        }
    }

    private static void letOthersActInWaits(World world, Interleaving interleaving) {
        for (int minute = 1; minute <= 60; minute++) {
            world.at(world.now.plus(Duration.ofMinutes(minute)), interleaving::pause);
        }
    }

    private static void after(int calls, Interleaving interleaving, Runnable then) {
        IntStream.range(0, calls).forEach(_ -> interleaving.pause());
        then.run();
    }

    private static People person(World world, Interleaving interleaving, String session) {
        Ledger ledger = interleaving.inFrontOf(Ledger.class, world.ledger);
        return new People(ledger, world.admission(interleaving), () -> world.now, session);
    }

    private static void carriedOut(World world, Advance advance) {
        for (int turn = 0; turn < 500 && !world.executions.running().isEmpty(); turn++) {
            world.turn(world.executions.running().getFirst(), advance);
        }
    }

    /** Versions 2 to 5 may have come to be, each proven before live went there; and the ledger knows which it is. */
    private static void assertServesWhatIsProven(World world) {
        Version live = world.serves("live");
        Set<Version> proven = new HashSet<>(List.of(new Version(2), new Version(3)));
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
    private static void assertAtRest(World world) {
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
    private static void assertOneAtATime(World world) {
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

    private static List<RolloutRecord> rollouts(World world) {
        return LongStream.rangeClosed(1, world.state(SUPPORT).claim().sequence())
                .mapToObj(number -> world.rollout(SUPPORT, (int) number))
                .toList();
    }
}
