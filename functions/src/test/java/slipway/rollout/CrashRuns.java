package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.monitor.AlarmName;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.target.TargetName;

/** Lets a rollout's process die at each of its calls once. Another process goes on, and all must come out as if not. */
final class CrashRuns {
    private CrashRuns() {}

    /** How a run came out: the last outcome that was told, the changing calls, and what is left behind. */
    private record Run(CrashPoint point, String outcome, List<String> calls, boolean free, String left) {}

    /**
     * Runs what is given, undisturbed and with a death at each call.
     *
     * @param outcome the last one that is told, however it went
     * @param calls the calls that change the runtime, and none of them twice
     * @return the kinds of calls at each of which it died, as {@code Images.keep}
     */
    static SortedSet<String> everywhere(Consumer<World> given, String outcome, String... calls) {
        try (CapturedOutput silence = new CapturedOutput()) {
            Run undisturbed = run(given, CrashPoint.never());
            List<CrashPoint> points = IntStream.rangeClosed(
                            1, undisturbed.point().calls())
                    .boxed()
                    .flatMap(n -> Stream.of(CrashPoint.before(n), CrashPoint.after(n)))
                    .toList();
            assertThat(points).hasSizeGreaterThan(60);
            List<Run> runs = new ArrayList<>(List.of(undisturbed));
            points.forEach(point -> runs.add(run(given, point)));
            assertThat(runs)
                    .filteredOn(
                            run -> !run.equals(new Run(run.point(), outcome, List.of(calls), true, undisturbed.left())))
                    .isEmpty();
            assertThat(silence.text()).isNotEmpty();
            return undisturbed.point().kinds();
        }
    }

    private static Run run(Consumer<World> given, CrashPoint point) {
        World world = new World();
        world.runtimes.readyAfterReads(1);
        given.accept(world);
        int before = world.runtimes.calls().size();
        String end = end(world, point);
        boolean free = world.state(new TargetName("support")).claim().active().isEmpty()
                && world.ledger.runtime(world.runtime).lock().isEmpty()
                && world.executions.running().isEmpty();
        return new Run(point, end, world.calls(before), free, left(world));
    }

    /** What a death might have doubled or dropped: ends, vetoes, holds, orders, versions, endpoints, tags, parameters. */
    private static String left(World world) {
        TargetName target = new TargetName("support");
        TargetState state = world.state(target);
        return String.join(
                "\n",
                // Told again perhaps, but never of another end.
                world.outcomes().stream().distinct().toList().toString(),
                state.restraint().vetoes().stream()
                                .map(TargetState.Veto::digest)
                                .toList()
                        + " "
                        + state.restraint().hold().map(TargetState.Hold::kind),
                state.serving().live().map(TargetState.Served::version)
                        + " "
                        + state.serving().previous().map(TargetState.Served::version),
                state.orders().rollback() + " " + state.orders().abort() + " "
                        + state.orders().rings(),
                state.orders()
                                .configuration()
                                .map(order ->
                                        order.rollout().map(RolloutId::value).orElse("-")) + " "
                        + state.restraint().configurations().stream()
                                .map(TargetState.ConfigurationVeto::configuration)
                                .toList()
                        + state.serving().live().flatMap(TargetState.Served::configuration),
                state.claim().waiting() + " " + world.ledger.watching(new AlarmName("support-errors")),
                world.runtimes.endpoints(world.runtime).toString(),
                world.versions() + " " + world.ledger.runtime(world.runtime).users(),
                world.images.list(World.SUPPORT) + " " + state.serving().guarded(),
                world.parameters.get(world.names.liveImage(target)) + " "
                        + world.parameters.get(world.names.imageTag(target)));
    }

    private static String end(World world, CrashPoint point) {
        try {
            Advance advance = world.through(point);
            for (int turn = 0; !world.executions.running().isEmpty() && turn < 200; turn++) {
                advance = turn(world, advance);
            }
            return world.outcomes().getLast();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /** After a death the state machine asks again, and another process answers. */
    private static Advance turn(World world, Advance advance) {
        try {
            world.turn(world.executions.running().getFirst(), advance);
            return advance;
        } catch (CrashPoint.Death death) {
            return world.advance;
        }
    }
}
