package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import slipway.drift.Rate;
import slipway.ledger.DriftReason;
import slipway.ledger.Ledger;
import slipway.ledger.Sweep;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.port.Ports;
import slipway.target.TargetName;

/** The sweep over all targets: page by page, to the end, whatever dies on the way. */
class SweepTest {
    private World world = new World();
    private Sweeps sweeps = new Sweeps(world);

    @Property(tries = 60, seed = "20260710", shrinking = ShrinkingMode.OFF)
    void whereverItDiesEveryTargetIsChecked(
            @ForAll @IntRange(min = 1, max = 80) int targets,
            @ForAll @Size(max = 3) List<@IntRange(min = 1, max = 900) Integer> deaths,
            @ForAll boolean after) {
        try (CapturedOutput _ = new CapturedOutput()) {
            declare(targets);
            world.now = world.now.plusSeconds(900);
            for (int call : deaths) {
                try {
                    sweeps.sweep(sweeps.through(after ? CrashPoint.after(call) : CrashPoint.before(call)), () -> false);
                } catch (CrashPoint.Death death) {
                    // The next invocation goes on.
                }
            }
            Instant last = world.now;
            sweeps.sweep();
            assertThat(world.ledger.sweep().startedAt()).isEmpty();
            assertThat(checkedAt()).hasSize(targets).noneMatch(at -> at.isBefore(last));
            assertThat(sweeps.told()).isEmpty();
        }
    }

    @Test
    void itStopsInTimeAndTheNextInvocationGoesOnThere() {
        declare(60);
        AtomicInteger pages = new AtomicInteger();
        world.now = world.now.plusSeconds(900);
        sweeps.sweep(sweeps.through(CrashPoint.never()), () -> pages.incrementAndGet() > 1);
        Instant first = world.now;
        assertThat(world.ledger.sweep().checked()).isEqualTo(25);
        assertThat(sweeps.counted).isEmpty();

        sweeps.sweep();
        Sweep over = world.ledger.sweep();
        assertThat(over.checked()).isEqualTo(60);
        assertThat(over.finishedAt()).contains(world.now);
        assertThat(checkedAt().stream().filter(first::equals)).hasSize(25);
        assertThat(sweeps.counted).hasSize(1);
    }

    @Test
    void twoInvocationsAtOnceDoNotSweepTwice() {
        declare(60);
        world.now = world.now.plusSeconds(900);
        Ports meanwhile = new Ports() {
            private int pages;

            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.equals("Ledger.targets") && ++pages == 2) {
                    sweeps.sweep(sweeps.through(CrashPoint.never()), () -> false);
                }
                return effect.happen();
            }
        };
        sweeps.sweep(sweeps.through(meanwhile), () -> false);
        assertThat(world.ledger.sweep().finishedAt()).contains(world.now);
        assertThat(sweeps.counted).hasSize(1);
    }

    @Test
    void oneBadTargetStopsNobody() {
        List<TargetName> all = declare(30);
        TargetName bad = all.get(3);
        world.images.push(World.image("2.0.0"), world.now);
        world.now = world.now.plusSeconds(900);
        sweeps.sweep(sweeps.over(refusing(bad)), () -> false);
        assertThat(all)
                .allSatisfy(target -> assertThat(sweeps.standing(target))
                        .isEqualTo(target.equals(bad) ? Set.of() : Set.of(DriftReason.MISSED_PUSH)));
        assertThat(world.ledger.sweep().finishedAt()).contains(world.now);
        assertThat(world.ledger.sweep().found())
                .containsEntry(DriftReason.MISSED_PUSH, 29)
                .containsEntry(DriftReason.UNREADABLE, 1);
    }

    @Test
    void itHoldsOnePageOfTargetsAtATime() {
        declare(60);
        world.now = world.now.plusSeconds(900);
        List<Integer> sizes = new ArrayList<>();
        Ports watching = new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                Object answer = effect.happen();
                if (name.equals("Ledger.targets")) {
                    sizes.add(((List<?>) answer).size());
                }
                return answer;
            }
        };
        sweeps.sweep(sweeps.through(watching), () -> false);
        assertThat(sizes).containsExactly(25, 25, 10);
    }

    @Test
    void parameterStoreIsReadTenNamesACallAndAtItsRate() {
        declare(50);
        world.now = world.now.plusSeconds(900);
        AtomicInteger reads = new AtomicInteger();
        Ports ports = new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.equals("Parameters.last")) {
                    reads.incrementAndGet();
                }
                return effect.happen();
            }
        };
        sweeps.sweep(sweeps.through(ports), () -> false);
        assertThat(reads).hasValue(20);
        // The clock stands still, so each waits for all before it.
        Duration longest = sweeps.paused.stream().max(Duration::compareTo).orElseThrow();
        assertThat(longest).isGreaterThanOrEqualTo(Rate.PARAMETERS.apart().multipliedBy(20));
    }

    @Test
    void everyDayHasItsSummaryAndEverySweepItsCount() {
        declare(2);
        world.images.push(World.image("2.0.0"), world.now);
        try (CapturedOutput output = new CapturedOutput()) {
            sweeps.sweep();
            sweeps.sweep();
            assertThat(output.text().split("drift of the day", -1)).hasSize(2);
            world.now = world.now.plus(Duration.ofDays(1));
            sweeps.sweep();
            assertThat(output.text()).contains("drift of the day: 2 targets checked, MissedPush 2");
            assertThat(output.text()).contains("drift of the day: 2 targets checked, no drift");
        }
        assertThat(sweeps.counted.getFirst()).contains("\"DriftFound\":2");
        assertThat(sweeps.counted.getLast()).contains("\"DriftFound\":0");
    }

    @Test
    void whoAsksForAllHasAllCheckedWhereverTheSweepIs() {
        declare(60);
        world.now = world.now.plusSeconds(900);
        AtomicInteger pages = new AtomicInteger();
        sweeps.sweep(sweeps.through(CrashPoint.never()), () -> pages.incrementAndGet() > 1);
        sweeps.ask(Optional.of(false));
        assertThat(checkedAt()).hasSize(60).containsOnly(world.now);
        assertThat(world.ledger.sweep().checked()).isEqualTo(25);
    }

    /** Targets that only publish. */
    private List<TargetName> declare(int number) {
        world = new World();
        sweeps = new Sweeps(world);
        world.images.push(World.image("1.0.0"), world.now);
        List<TargetName> all = IntStream.range(0, number)
                .mapToObj(n -> new TargetName("t%03d".formatted(n)))
                .toList();
        all.forEach(target -> world.declare(target.value(), """
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
                 "tagPolicy": {"type": "semver", "range": ">=1.0.0"}}"""));
        return all;
    }

    private List<Instant> checkedAt() {
        return world.ledger.targets().stream()
                .flatMap(target -> world.ledger.drift(target).checkedAt().stream())
                .toList();
    }

    /** A ledger that cannot read what it has of one target. */
    private Ledger refusing(TargetName bad) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, arguments) -> {
                    if (method.getName().equals("target") && arguments[0].equals(bad)) {
                        throw new IllegalStateException("The ledger holds an item that cannot be read");
                    }
                    try {
                        return method.invoke(world.ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
