package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.port.CapturedOutput;
import slipway.port.Ports;
import slipway.target.TargetName;

/** Whoever writes to a target wakes the rollout that waits, whenever they write; and nobody else does. */
final class WakeUpTest {
    private static final TargetName SUPPORT = new TargetName("support");

    /** Something happens right before the call of this number. */
    private static final class Moment extends Ports {
        private final int number;
        private final Runnable happening;
        private int calls;

        private Moment(int number, Runnable happening) {
            this.number = number;
            this.happening = happening;
        }

        @Override
        protected Object call(String name, Effect effect) throws Throwable {
            if (++calls == number) {
                happening.run();
            }
            return effect.happen();
        }
    }

    /** How it went when it happened right before that call. */
    private record Run(int calls, Duration took, World world) {}

    private static Run run(String members, int number, Consumer<World> happening) {
        World world = new World();
        world.live("1.0.0", members);
        world.push("1.1.0");
        Instant pushed = world.now;
        Moment moment = new Moment(number, () -> happening.accept(world));
        Advance advance = world.through(moment);
        while (!world.executions.running().isEmpty()) {
            world.turn(world.executions.running().getFirst(), advance);
        }
        return new Run(moment.calls, Duration.between(pushed, world.now), world);
    }

    @Test
    void answerIsHeardWheneverItIsWrittenBeforeTheWaitBegins() {
        try (CapturedOutput silence = new CapturedOutput()) {
            int calls = parkingCall("'approval': {'expiresHours': 300}");
            for (int number = 1; number <= calls + 1; number++) {
                Run run = run("'approval': {'expiresHours': 300}", number, world -> world.people.approve(SUPPORT, 2));

                assertThat(run.world().outcomes())
                        .as("before call %d", number)
                        .last()
                        .isEqualTo("support-2 Promoted PROVEN");
                assertThat(run.took()).as("before call %d", number).isLessThan(Duration.ofMinutes(2));
            }
            assertThat(silence.text()).isNotEmpty();
        }
    }

    @Test
    void wayBackIsTakenWheneverItIsOrderedBeforeTheBakeIsWaitedFor() {
        try (CapturedOutput silence = new CapturedOutput()) {
            String bake = "'bake': {'minutes': 1440, 'errorPercent': 5}";
            int calls = parkingCall(bake);
            for (int number = 1; number <= calls + 1; number++) {
                Run run = run(bake, number, world -> world.people.rollBack(SUPPORT));

                assertThat(run.world().serves("live"))
                        .as("before call %d", number)
                        .isEqualTo(new Version(2));
                assertThat(run.took()).as("before call %d", number).isLessThan(Duration.ofMinutes(2));
                assertThat(run.world().state(SUPPORT).orders().rollback()).isEmpty();
            }
            assertThat(silence.text()).isNotEmpty();
        }
    }

    /** The number of the call that keeps the first wait's token. */
    private static int parkingCall(String members) {
        World world = new World();
        world.live("1.0.0", members);
        world.push("1.1.0");
        Parking parking = new Parking();
        Advance advance = world.through(parking);
        while (parking.parked == 0) {
            world.turn(world.executions.running().getFirst(), advance);
        }
        assertThat(parking.parked).isGreaterThan(30);
        return parking.parked;
    }

    private static final class Parking extends Ports {
        private int calls;
        private int parked;

        @Override
        protected Object call(String name, Effect effect) throws Throwable {
            calls++;
            if (name.equals("Ledger.park") && parked == 0) {
                parked = calls;
            }
            return effect.happen();
        }
    }

    @Test
    void imageThatWaitsForTheEndOfABakeKeepsNobodyBusy() {
        World world = new World();
        world.live("1.0.0", "'bake': {'minutes': 60}");
        world.push("1.1.0");
        Instant waits = world.now.plus(Duration.ofMinutes(2));
        int[] visits = new int[2];
        world.at(waits, () -> {
            visits[0] = world.visits();
            world.push("1.2.0");
        });
        world.at(waits.plus(Duration.ofMinutes(55)), () -> visits[1] = world.visits());
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Promoted BAKED", "support-3 Promoted BAKED");
        // One for the push, and one every five minutes.
        assertThat(visits[1] - visits[0]).isBetween(10, 13);
    }

    @Test
    void everyPushDuringABakeIsOneVisit() {
        World world = new World();
        world.live("1.0.0", "'bake': {'minutes': 60}");
        world.push("1.1.0");
        Instant first = world.now.plus(Duration.ofMinutes(10));
        int[] visits = new int[2];
        world.at(first, () -> visits[0] = world.visits());
        for (int push = 1; push <= 20; push++) {
            int minor = push + 1;
            world.at(first.plusSeconds(push), () -> world.push("1." + minor + ".0"));
        }
        world.at(first.plusSeconds(120), () -> visits[1] = world.visits());
        world.run();

        assertThat(visits[1] - visits[0]).isLessThanOrEqualTo(22);
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.21.0").uri());
    }
}
