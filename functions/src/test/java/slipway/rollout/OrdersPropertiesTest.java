package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import slipway.ledger.Ledger;
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
                    () -> Rest.carriedOut(world, world.through(interleaving)),
                    () -> after(later, interleaving, () -> first.give(person(world, interleaving, "alice"))),
                    () -> after(later / 2, interleaving, () -> second.give(person(world, interleaving, "bob"))),
                    () -> after(later / 3, interleaving, () -> world.push("1.3.0"))));
            Rest.carriedOut(world, world.advance);

            Rest.assertServesWhatIsProven(world);
            Rest.assertAtRest(world);
            Rest.assertOneAtATime(world);
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
}
