package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.port.Interleaving;
import slipway.port.Ports;
import slipway.target.TargetName;

/** Stacks, pushes and people have a hand in one target, in any order, with duplicates, and processes that die. */
class ConfigurationPropertiesTest {
    private static final TargetName SUPPORT = Rest.SUPPORT;

    /** What may happen to the target. */
    enum Event {
        PUSH,
        WANT_A,
        WANT_B,
        WANT_A_AGAIN,
        FAILING_IMAGE,
        HOLD,
        RELEASE,
        ROLL_BACK,
        ABORT,
        RETRY;

        void happen(World world, Ports ports, int number) {
            Ledger ledger = ports.inFrontOf(Ledger.class, world.ledger);
            Stack stack = new Stack(ledger, world.seal, world.admission(ports), () -> world.now);
            People by = new People(ledger, world.admission(ports), () -> world.now, "alice");
            switch (this) {
                case PUSH -> world.push("1.%d.0".formatted(number));
                case WANT_A -> stack.wants(SUPPORT, "{'environmentVariables': {'MODEL': 'a'}}");
                case WANT_B -> stack.wants(SUPPORT, "{'environmentVariables': {'MODEL': 'b'}}", "description");
                case WANT_A_AGAIN -> {
                    stack.wants(SUPPORT, "{'environmentVariables': {'MODEL': 'a'}}");
                    stack.wants(SUPPORT, "{'environmentVariables': {'MODEL': 'a'}}");
                }
                case FAILING_IMAGE -> {
                    String tag = "1.%d.0".formatted(number);
                    world.answers(World.image(tag), number % 2 == 0 ? "live" : "candidate", Finding.AGENT_FAILED);
                    world.push(tag);
                }
                case HOLD -> by.hold(SUPPORT);
                case RELEASE -> by.release(SUPPORT);
                case ROLL_BACK -> by.rollBack(SUPPORT);
                case ABORT ->
                    world.state(SUPPORT).claim().active().ifPresent(id -> by.abort(SUPPORT, (int) id.number()));
                case RETRY -> by.retry(SUPPORT);
            }
        }
    }

    @Property(tries = 300, seed = "20261121", shrinking = ShrinkingMode.OFF)
    void whateverHappensAtOnceTheTargetComesToRestAndEveryOrderHasARolloutOrAReason(
            @ForAll @Size(min = 2, max = 4) List<Event> events,
            @ForAll @IntRange(max = 90) int later,
            @ForAll long seed) {
        try (CapturedOutput silence = new CapturedOutput()) {
            World world = world();
            world.stack.wants(SUPPORT, "{'environmentVariables': {'MODEL': 'first'}}");
            Interleaving interleaving = new Interleaving(seed);
            List<Runnable> all = new java.util.ArrayList<>();
            all.add(() -> Rest.carriedOut(world, world.through(interleaving)));
            for (int i = 0; i < events.size(); i++) {
                int number = i;
                all.add(() -> {
                    IntStream.range(0, later * number / events.size()).forEach(_ -> interleaving.pause());
                    events.get(number).happen(world, interleaving, number + 2);
                });
            }
            interleaving.run(all);
            Rest.carriedOut(world, world.advance);
            assertHolds(world);
            assertThat(silence.text()).isNotEmpty();
        }
    }

    @Property(tries = 300, seed = "20261121", shrinking = ShrinkingMode.OFF)
    void whereverProcessesDieTheTargetComesToRestAndEveryOrderHasARolloutOrAReason(
            @ForAll @Size(min = 2, max = 8) List<Event> events, @ForAll long seed) {
        try (CapturedOutput silence = new CapturedOutput()) {
            World world = world();
            Random random = new Random(seed);
            for (int i = 0; i < events.size(); i++) {
                int number = i + 2;
                Event event = events.get(i);
                died(() -> event.happen(world, point(random), number));
                // Whoever asked asks again: a queue delivers again, a person repeats, a resource looks again.
                event.happen(world, CrashPoint.never(), number);
                carriedOnDying(world, random);
            }
            Rest.carriedOut(world, world.advance);
            assertHolds(world);
            assertThat(silence.text()).isNotEmpty();
        }
    }

    private static World world() {
        World world = new World();
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        return world;
    }

    private static CrashPoint point(Random random) {
        int call = 1 + random.nextInt(25);
        return random.nextBoolean() ? CrashPoint.before(call) : CrashPoint.after(call);
    }

    private static void carriedOnDying(World world, Random random) {
        for (int turn = random.nextInt(12);
                turn > 0 && !world.executions.running().isEmpty();
                turn--) {
            Advance advance = world.through(point(random));
            died(() -> world.turn(world.executions.running().getFirst(), advance));
        }
    }

    private static void died(Runnable process) {
        try {
            process.run();
        } catch (CrashPoint.Death e) {
            // As asked.
        }
    }

    private static void assertHolds(World world) {
        Rest.assertServesWhatIsProven(world);
        Rest.assertAtRest(world);
        assertEveryOrderHasARolloutOrAReason(world.state(SUPPORT), world);
        Rest.rollouts(world).forEach(rollout -> assertKeepsTheImage(rollout, world));
    }

    private static void assertEveryOrderHasARolloutOrAReason(TargetState state, World world) {
        Optional<Configure> order = state.orders().configuration();
        order.flatMap(Configure::rollout)
                .ifPresent(id ->
                        assertThat(world.rollout(id).ending()).as(id.value()).isPresent());
        boolean reason = state.restraint().hold().isPresent()
                || order.flatMap(o -> state.restraint().veto(o.configuration())).isPresent();
        assertThat(order.filter(Configure::waits).isEmpty() || reason)
                .as("%s waits, and nothing says why: %s", order, world.outcomes())
                .isTrue();
    }

    /** What a configuration makes runs what live ran before, and what an image makes is configured as live was. */
    private static void assertKeepsTheImage(RolloutRecord rollout, World world) {
        Optional<Version> made = rollout.progress().candidate().map(candidate -> candidate.version());
        Optional<Version> live = rollout.progress().base().flatMap(base -> base.live());
        Optional<RuntimeDocument> after = made.flatMap(version -> world.runtimes.version(world.runtime, version));
        Optional<RuntimeDocument> before = live.flatMap(version -> world.runtimes.version(world.runtime, version));
        if (after.isEmpty() || before.isEmpty()) {
            return;
        }
        switch (rollout.cause()) {
            case CONFIGURATION ->
                assertThat(after.get().containerUri()).isEqualTo(before.get().containerUri());
            case ROLLBACK -> {}
            case PUSH, PIN, RETRY, RELEASE, HEAL, CONTINUATION ->
                assertThat(after.get().configurationHash())
                        .isEqualTo(before.get().configurationHash());
        }
    }
}
