package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import slipway.drift.DriftCheck;
import slipway.failure.AwsFailure;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.target.TargetName;

/** Whatever has drifted, in any order, and whatever comes of the rollouts: checks come to rest. */
class DriftPropertiesTest {
    private static final int WAYS = (int) DriftTest.ways().count();
    private static final int ENOUGH = 8;

    private World world = new World();
    private Sweeps sweeps = new Sweeps(world);
    private TargetName target = new TargetName("support");

    @Property(tries = 150, seed = "20260707", shrinking = ShrinkingMode.OFF)
    void aHealIsTriedOnceForOneEvidenceAndAllComesToRest(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 99) Integer> drifts, @ForAll Finding outcome) {
        try (CapturedOutput _ = new CapturedOutput()) {
            drifted(drifts, outcome);
            Map<String, Set<Instant>> heals = new HashMap<>();
            for (int round = 0; round < ENOUGH; round++) {
                sweeps.sweep();
                note(heals);
                sweeps.settle();
            }
            assertThat(heals.values()).allSatisfy(times -> assertThat(times).hasSize(1));

            String rest = everything();
            sweeps.sweep();
            note(heals);
            sweeps.settle();
            assertThat(everything()).isEqualTo(rest);
            assertThat(heals.values()).allSatisfy(times -> assertThat(times).hasSize(1));
        }
    }

    @Property(tries = 60, seed = "20260708", shrinking = ShrinkingMode.OFF)
    void findingAloneChangesNothing(@ForAll @Size(min = 1, max = 5) List<@IntRange(max = 99) Integer> drifts) {
        try (CapturedOutput _ = new CapturedOutput()) {
            drifted(drifts, Finding.PASSED);
            String before = everything();
            sweeps.ask(Optional.of(false), target);
            assertThat(everything()).isEqualTo(before);
        }
    }

    @Property(tries = 150, seed = "20260709", shrinking = ShrinkingMode.OFF)
    void aCheckThatDiesIsMadeUpForByTheNext(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 99) Integer> drifts,
            @ForAll @IntRange(min = 1, max = 120) int call,
            @ForAll boolean after) {
        try (CapturedOutput _ = new CapturedOutput()) {
            drifted(drifts, Finding.PASSED);
            world.now = world.now.plusSeconds(900);
            die(sweeps.through(after ? CrashPoint.after(call) : CrashPoint.before(call)));
            for (int round = 0; round < ENOUGH; round++) {
                sweeps.settle();
                sweeps.sweep();
            }
            String rest = everything();
            sweeps.settle();
            sweeps.sweep();
            assertThat(everything()).isEqualTo(rest);
            boolean stuck = world.state(target)
                    .claim()
                    .active()
                    .filter(id -> world.rollout(id).isStuck())
                    .isPresent();
            assertThat(world.ledger.drift(target).standing())
                    .allMatch(standing -> stuck
                            || standing.healed().isPresent()
                            || standing.reason().healedBy() == DriftReason.Remedy.NOTHING);
        }
    }

    private void drifted(List<Integer> drifts, Finding outcome) {
        world = new World();
        sweeps = new Sweeps(world);
        target = DriftTest.live(world);
        world.answers(World.image("1.1.0"), "candidate", outcome);
        List<DriftTest.Way> ways = DriftTest.ways().toList();
        for (int drift : drifts) {
            try {
                ways.get(drift % WAYS).drift().accept(world, target);
            } catch (AwsFailure | AssertionError | NoSuchElementException impossible) {
                // What is gone already cannot be changed.
            }
        }
    }

    private void die(DriftCheck check) {
        try {
            sweeps.sweep(check, () -> false);
        } catch (CrashPoint.Death death) {
            // As planned.
        }
    }

    private void note(Map<String, Set<Instant>> heals) {
        for (Standing standing : world.ledger.drift(target).standing()) {
            standing.healed()
                    .ifPresent(attempt -> heals.computeIfAbsent(
                                    standing.reason() + " " + standing.since() + " " + attempt.evidence(),
                                    _ -> new TreeSet<>())
                            .add(attempt.at()));
        }
    }

    private String everything() {
        return world.runtimes.calls() + " " + world.state(target) + world.ledger.runtime(world.runtime)
                + world.parameters + world.images.list(World.SUPPORT) + world.executions.all()
                + world.executions.woken();
    }
}
