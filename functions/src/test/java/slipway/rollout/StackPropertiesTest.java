package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.Orders.Configure;
import slipway.ledger.Outcome;
import slipway.ledger.RolloutRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;
import slipway.target.TargetName;

/** Stacks, pushes and people have a hand in one runtime, in any order, and processes die. */
class StackPropertiesTest {
    private static final TargetName SUPPORT = new TargetName("support");

    /** What happens while a stack waits, or between its requests. */
    enum Meanwhile {
        NOTHING,
        PUSH,
        PUSH_OF_WHAT_FAILS,
        HOLD,
        RELEASE,
        ABORT,
        RETRY,
        ROLL_BACK
    }

    /** What the stack's owner does. */
    enum Wish {
        BRISK,
        CALM,
        DELETE_ANOTHER
    }

    private StackWorld stack = new StackWorld();
    private World world = stack.world;
    private int images;

    @Property(tries = 150, seed = "20260606", shrinking = ShrinkingMode.OFF)
    void stackAndRuntimeAgreeAndNoImageIsReverted(
            @ForAll @Size(min = 1, max = 5) List<Wish> wishes,
            @ForAll @Size(max = 12) List<Meanwhile> happenings,
            @ForAll @IntRange(min = 1, max = 300) int call,
            @ForAll boolean after,
            @ForAll boolean twice) {
        try (CapturedOutput _ = new CapturedOutput()) {
            stack = new StackWorld();
            world = stack.world;
            world.live("1.0.0");
            stack.through(after ? CrashPoint.after(call) : CrashPoint.before(call));
            if (twice) {
                stack.deliverTwice();
            }
            Deque<Meanwhile> left = new ArrayDeque<>(happenings);
            stack.meanwhile = () -> Optional.ofNullable(left.poll()).ifPresent(this::happen);
            boolean rolledBack = happenings.contains(Meanwhile.ROLL_BACK);
            String declared = StackWorld.CALM;
            for (Wish wish : wishes) {
                declared = carryOut(wish, declared, rolledBack);
                stack.meanwhile.run();
            }
            stack.meanwhile = () -> {};
            world.run();
            assertNoImageWasReverted();
            assertThat(world.runtimes.runtimes()).containsExactly(world.runtime);
            assertThat(world.executions.running()).isEmpty();
            assertThat(world.state(SUPPORT).orders().configuration().filter(Configure::waits))
                    .isEmpty();
        }
    }

    /** As CloudFormation does: what fails is followed by what was declared before. */
    private String carryOut(Wish wish, String declared, boolean rolledBack) {
        if (wish == Wish.DELETE_ANOTHER) {
            Answer made = stack.create(StackWorld.named("agents_one"));
            assertThat(made).isInstanceOf(Success.class);
            assertThat(stack.delete(((Success) made).id())).isInstanceOf(Success.class);
            assertThat(world.runtimes.find(new RuntimeName("agents_one"))).isEqualTo(Optional.<RuntimeId>empty());
            return declared;
        }
        String wanted = wish == Wish.BRISK ? StackWorld.BRISK : StackWorld.CALM;
        Answer answer = stack.update(declared, wanted);
        return switch (answer) {
            case Success _ -> {
                assertThat(rolledBack || stack.isBrisk() == (wish == Wish.BRISK))
                        .as("the stack was told that live is %s", wish)
                        .isTrue();
                yield wanted;
            }
            case Failure _ -> {
                Answer back = stack.update(wanted, declared);
                boolean agrees = stack.isBrisk() == declared.equals(StackWorld.BRISK);
                assertThat(rolledBack || back instanceof Failure || agrees).isTrue();
                yield declared;
            }
        };
    }

    private void happen(Meanwhile what) {
        switch (what) {
            case NOTHING -> {}
            case PUSH -> world.push("1.1." + ++images);
            case PUSH_OF_WHAT_FAILS -> {
                String tag = "1.1." + ++images;
                world.answers(World.image(tag), "candidate", Finding.AGENT_FAILED);
                world.push(tag);
            }
            case HOLD -> world.people.hold(SUPPORT);
            case RELEASE -> world.people.release(SUPPORT);
            case ABORT ->
                world.state(SUPPORT)
                        .claim()
                        .active()
                        .ifPresent(rollout -> world.people.abort(SUPPORT, (int) rollout.number()));
            case RETRY -> world.people.retry(SUPPORT);
            case ROLL_BACK -> world.people.rollBack(SUPPORT);
        }
    }

    /** A configuration goes live with the image that live served; only people and proofs take an image back. */
    private void assertNoImageWasReverted() {
        Optional<Image> live = Optional.empty();
        for (RolloutRecord rollout : rollouts()) {
            boolean promoted = rollout.ending()
                    .filter(ending -> ending.outcome() == Outcome.PROMOTED)
                    .isPresent();
            if (promoted && rollout.cause() == Cause.CONFIGURATION) {
                assertThat(Optional.of(rollout.image())).isEqualTo(live);
            }
            live = promoted ? Optional.of(rollout.image()) : live;
        }
    }

    private List<RolloutRecord> rollouts() {
        return LongStream.rangeClosed(1, world.state(SUPPORT).claim().sequence())
                .mapToObj(number -> world.rollout(SUPPORT, (int) number))
                .toList();
    }
}
