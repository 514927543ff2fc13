package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.target.TargetName;

/** Whatever life the table is lost in, nothing goes live unasked after it, and a good push does once a person says so. */
class RebuildPropertiesTest {
    private World world = new World();
    private TargetName target = new TargetName("support");
    private int pushed;

    /** What may happen before the loss. */
    enum Deed {
        PUSH,
        PUSH_OF_WHAT_FAILS,
        PUSH_OF_WHAT_FAILS_ON_LIVE,
        PIN,
        ROLLBACK,
        RELEASE
    }

    @Property(tries = 150, seed = "20261121")
    void nothingGoesLiveUnasked(
            @ForAll @Size(max = 6) List<Deed> life,
            @ForAll @IntRange(min = 0, max = 12) int turns,
            @ForAll boolean sweptFirst) {
        try (CapturedOutput _ = new CapturedOutput()) {
            live(life, turns);
            Rebuilds rebuilds = new Rebuilds(world);
            Sweeps sweeps = new Sweeps(world);
            long last = world.state(target).claim().sequence();
            Version serving = world.serves("live");
            int calls = world.calls(0).size();

            world.ledger.lose();
            if (sweptFirst) {
                sweeps.sweep();
                sweeps.settle();
            }
            rebuilds.rebuild(false);
            sweeps.ask(Optional.of(true));
            sweeps.settle();
            world.arrive("1.0.0");
            world.run();

            assertThat(world.calls(calls)).isEmpty();
            assertThat(world.serves("live")).isEqualTo(serving);
            TargetState rebuilt = world.state(target);
            assertThat(rebuilt.claim().sequence()).isEqualTo(last);
            assertThat(rebuilt.restraint().hold().isPresent() || isLive(rebuilt))
                    .isTrue();
            goesOn();
        }
    }

    private void goesOn() {
        if (world.state(target).restraint().hold().isPresent()) {
            world.people.release(target);
            world.run();
        }
        Image good = world.push("9.0.0");
        world.ask(target, good.uri());
        world.run();
        assertThat(world.state(target).serving().live().map(Served::image)).contains(good);
        assertThat(world.document("live").image()).contains(good);
    }

    private static boolean isLive(TargetState state) {
        return state.serving()
                .live()
                .map(live -> live.image().digest())
                .equals(state.following().desired().map(Image::digest));
    }

    private void live(List<Deed> life, int turns) {
        world = new World();
        pushed = 0;
        target = world.live("1.0.0");
        life.forEach(deed -> {
            happens(deed);
            world.run();
        });
        happens(Deed.PUSH);
        for (int turn = 0; turn < turns && !world.executions.running().isEmpty(); turn++) {
            world.turn(world.executions.running().getFirst());
        }
        // Whoever has the table rebuilt stops what has lost its record, as they are told.
        world.executions.running().forEach(world.executions::end);
        world.runtimes.settle();
    }

    private void happens(Deed deed) {
        switch (deed) {
            case PUSH -> next();
            case PUSH_OF_WHAT_FAILS -> failing("candidate");
            case PUSH_OF_WHAT_FAILS_ON_LIVE -> failing("live");
            case PIN -> world.ask(target, World.image("1.0.0").uri());
            case ROLLBACK -> {
                if (world.state(target).serving().previous().isPresent()) {
                    world.people.rollBack(target);
                }
            }
            case RELEASE -> world.people.release(target);
        }
    }

    private void failing(String endpoint) {
        world.answers(World.image(tag()), endpoint, Finding.AGENT_FAILED);
        next();
    }

    private void next() {
        String tag = tag();
        pushed++;
        world.push(tag);
    }

    private String tag() {
        return "1.%d.0".formatted(pushed + 1);
    }
}
