package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import slipway.agentruntime.Version;
import slipway.port.CapturedOutput;
import slipway.port.Interleaving;

class RuntimeLockPropertiesTest {

    @Property(tries = 150, seed = "20260101", shrinking = ShrinkingMode.OFF)
    void targetsOfOneRuntimeUpdateItOneAtATimeWhateverTheOrderOfTheirCalls(@ForAll long seed) {
        try (CapturedOutput output = new CapturedOutput()) {
            World world = new World();
            world.runtimes.readyAfterReads(3);
            for (String major : List.of("1", "2", "3")) {
                world.declare("support-" + major, declaration(major));
                world.push(major + ".0.0");
            }
            Interleaving interleaving = new Interleaving(seed);
            interleaving.run(world.executions.running().stream()
                    .map(execution -> carriedOut(world, execution, world.through(interleaving)))
                    .toList());

            assertThat(output.text()).doesNotContain("UpdateAgentRuntime: CONFLICT");
            assertThat(world.outcomes())
                    .containsExactlyInAnyOrder(
                            "support-1-1 Promoted PROVEN",
                            "support-2-1 Promoted PROVEN",
                            "support-3-1 Promoted PROVEN");
            assertThat(world.runtimes.latest(world.runtime).version()).isEqualTo(new Version(4));
            assertThat(images(world))
                    .isEqualTo(Stream.of("1.0.0", "2.0.0", "3.0.0")
                            .map(tag -> World.image(tag).uri())
                            .toList());
        }
    }

    private static Runnable carriedOut(World world, String execution, Advance advance) {
        return () -> {
            while (world.executions.runs(execution)) {
                world.turn(execution, advance);
            }
        };
    }

    private static List<String> images(World world) {
        List<String> images = new ArrayList<>();
        for (String major : List.of("1", "2", "3")) {
            images.add(world.runtimes
                    .version(world.runtime, world.serves("live_" + major))
                    .flatMap(version -> version.containerUri())
                    .orElse("none"));
        }
        return images;
    }

    private static String declaration(String major) {
        return World.declaration("live_" + major, "live").replace(">=1.0.0", major + ".x");
    }
}
