package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.target.TargetName;

/** A rollout's process dies at each of its calls once, right before it and right after it. Another goes on. */
class CrashPointsTest {

    @Test
    void whereverItDiesThereIsOneNewVersionAndLiveMovesOnce() {
        everywhere(
                world -> {
                    live(world);
                    world.push("1.1.0");
                },
                "support-2 Promoted PROVEN",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3");
    }

    @Test
    void whereverItDiesLiveIsMadeOnceByTheFirstRollout() {
        everywhere(
                world -> {
                    world.declare("support", "live", "live");
                    world.push("1.0.0");
                },
                "support-1 Promoted PROVEN",
                "UpdateAgentRuntime 2",
                "CreateAgentRuntimeEndpoint candidate 2",
                "CreateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesLiveGoesBackOnceToWhereItWas() {
        everywhere(
                world -> {
                    live(world);
                    world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
                    world.push("1.1.0");
                },
                "support-2 RolledBack LIVE_FAILED",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesTheImageThatWaitsGoesOutNext() {
        everywhere(
                world -> {
                    live(world);
                    world.push("1.1.0");
                    world.turn(world.executions.running().getFirst());
                    world.push("1.2.0");
                },
                "support-3 Promoted PROVEN",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntime 4",
                "UpdateAgentRuntimeEndpoint candidate 4",
                "UpdateAgentRuntimeEndpoint previous 3",
                "UpdateAgentRuntimeEndpoint live 4");
    }

    /** How a run came out: the last outcome that was told, the changing calls, and what is left behind. */
    private record Run(CrashPoint point, String outcome, List<String> calls, boolean free) {}

    private static void everywhere(Consumer<World> given, String outcome, String... calls) {
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
                    .filteredOn(run -> !run.equals(new Run(run.point(), outcome, List.of(calls), true)))
                    .isEmpty();
            assertThat(silence.text()).isNotEmpty();
        }
    }

    private static Run run(Consumer<World> given, CrashPoint point) {
        World world = new World();
        world.runtimes.readyAfterReads(1);
        given.accept(world);
        int before = world.runtimes.calls().size();
        String end = end(world, point);
        List<String> calls = world.runtimes.calls().stream()
                .skip(before)
                .map(call -> call.replace(" " + world.runtime, ""))
                .toList();
        boolean free = world.state(new TargetName("support")).claim().active().isEmpty()
                && world.ledger.runtime(world.runtime).lock().isEmpty();
        return new Run(point, end, calls, free);
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

    private static void live(World world) {
        world.declare("support", "live", "live");
        world.push("1.0.0");
        world.run();
    }
}
