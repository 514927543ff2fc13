package slipway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.bench.StormBench.Passed;
import slipway.bench.SweepBench.Swept;
import slipway.drift.Rate;

/** That the benchmark's own arithmetic holds, and that what it runs does what is claimed of it. */
class BenchTest {
    private final Quotas quotas = Quotas.load();

    @BeforeEach
    void writeNoLog() {
        Configurator.setRootLevel(Level.OFF);
    }

    @AfterEach
    void writeTheLogAgain() {
        Configurator.setRootLevel(Level.INFO);
    }

    @Test
    void theFloorIsThatOfTheRateThatLastsLongest() {
        Map<String, Double> calls = Map.of(
                "ssm:PutParameter", 30.0, "ssm:GetParameter", 40.0, "ssm:GetParameters", 440.0, "dynamodb:Write", 1e6);
        assertThat(quotas.floor(calls)).isEqualTo(Duration.ofSeconds(12));
        assertThatThrownBy(() -> quotas.of("s3:GetObject")).hasMessageContaining("quotas.json");
    }

    @Test
    void everyRateHasItsSource() {
        assertThat(quotas.all())
                .allSatisfy(quota -> assertThat(quota.source()).isNotBlank())
                .allSatisfy(quota -> assertThat(quota.perSecond()).isPositive());
    }

    @Test
    void theSweepTakesNoMoreOfARateThanThereIs() {
        Map<Rate, String> rates = Map.of(
                Rate.PARAMETERS, "ssm:GetParameters",
                Rate.RUNTIMES, "bedrock-agentcore:GetAgentRuntime",
                Rate.RUNTIME_LISTS, "bedrock-agentcore:ListAgentRuntimeEndpoints",
                Rate.IMAGES, "ecr:DescribeImages",
                Rate.EXECUTIONS, "states:DescribeExecution");
        rates.forEach((rate, action) -> assertThat(1e9 / rate.apart().toNanos())
                .as(action)
                .isLessThanOrEqualTo(quotas.of(action).perSecond() + 1e-6));
    }

    @Test
    void timePassesForAllAtOnceAndAlwaysTheSame() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        VirtualTime time = new VirtualTime(start, _ -> {});
        List<String> happened = new ArrayList<>();
        time.after(Duration.ofSeconds(1), () -> {
            time.pause(Duration.ofSeconds(5));
            happened.add("first at " + Duration.between(start, time.instant()).toSeconds());
        });
        time.after(Duration.ofSeconds(2), () -> {
            time.together(Stream.of(3, 1)
                    .<Runnable>map(seconds -> () -> time.pause(Duration.ofSeconds(seconds)))
                    .toList());
            happened.add("second at " + Duration.between(start, time.instant()).toSeconds());
        });
        time.run();
        assertThat(happened).containsExactly("second at 5", "first at 6");
    }

    @Test
    void whatFailsIsNotPassedOver() {
        VirtualTime time = new VirtualTime(Instant.EPOCH, _ -> {});
        time.after(Duration.ZERO, () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(time::run).isInstanceOf(AssertionError.class).hasRootCauseMessage("broken");
    }

    @Test
    void aSweepMakesTheCallsThatAreNeededAndNoOthers() {
        Swept swept = new SweepBench(quotas).sweep(30, 1);
        Map<String, Double> needed = SweepBench.needed(1);
        assertThat(swept.perTarget().keySet()).isEqualTo(needed.keySet());
        assertThat(swept.perTarget())
                .allSatisfy(
                        (action, calls) -> assertThat(calls).as(action).isCloseTo(needed.get(action), within(0.25)));
        assertThat(swept.throttled()).isZero();
        assertThat(swept.wrong()).isZero();
    }

    @Test
    void aSmallStormEndsWhereItShould() {
        Passed passed = new StormBench(quotas).storm(10, 100, 1);
        assertThat(passed.wrong()).isZero();
        assertThat(passed.dead()).isZero();
        assertThat(passed.rollouts()).isLessThanOrEqualTo(2);
        assertThat(passed.calls().get("ssm:PutParameter")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void thePageSaysWhatTheSumsAre() throws IOException {
        List<String> page = Files.readAllLines(Path.of(System.getProperty("slipway.root"), "docs/benchmarks.md"));
        assertThat(page)
                .containsSubsequence(new ScaleBench(quotas)
                        .sums().stream().map(ScaleBench.Sum::row).toList());
    }

    @Test
    void aLineSaysWhatItIsHeldAgainst() {
        assertThat(new Line("a", "s", new Line.Goal.TimesFloor(1.5, List.of(2.0)), List.of(3.0)).json())
                .isEqualTo("{\"name\":\"a\",\"unit\":\"s\",\"measured\":[3.0],\"times\":1.5,\"floor\":[2.0]}");
        assertThat(new Line("a", "", new Line.Goal.AtMost(0), List.of(1.0)).json())
                .endsWith("\"most\":0.0}");
        assertThat(new Line("a", "", new Line.Goal.None(), List.of(1.0)).json()).endsWith("[1.0]}");
    }
}
