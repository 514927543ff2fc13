package slipway.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.json.Json;

class FigureTest {
    private final Figure met = Figure.of("deployable", "MB", 20, Spread.one(9));
    private final Figure missed =
            Figure.against("cold start", "ms", 1.5, List.of(100.0, 200.0, 400.0), List.of(160.0, 310.0, 720.0));
    private final Figure told = Figure.told("an idle month", "USD", Spread.of(List.of(3.0, 1.0)));

    @Test
    void aRatioIsTheMedianOfThePairs() {
        assertThat(missed.ratio().orElseThrow()).isCloseTo(1.6, within(1e-9));
        assertThat(missed.floor()).hasValue(200);
        assertThat(missed.goal()).hasValue(300);
        assertThat(missed.measured()).isEqualTo(new Spread(160, 310, 720));
        assertThat(missed.met()).isFalse();
    }

    @Test
    void whatIsAtMostItsGoalMeetsIt() {
        assertThat(met.met()).isTrue();
        assertThat(Figure.of("deployable", "MB", 20, Spread.one(20)).met()).isTrue();
        assertThat(Figure.of("deployable", "MB", 20, Spread.one(20.1)).met()).isFalse();
        assertThat(Figure.against("start", "ms", 1.5, List.of(10.0), List.of(15.0))
                        .met())
                .isTrue();
        assertThat(told.met()).isTrue();
    }

    @Test
    void whatMayNotBeAtAllMayNotBeInAnyRun() {
        assertThat(Figure.atMost("dead letters", "letters", 0, Spread.of(List.of(0.0, 0.0)))
                        .met())
                .isTrue();
        assertThat(Figure.atMost("dead letters", "letters", 0, Spread.of(List.of(0.0, 0.0, 1.0)))
                        .met())
                .isFalse();
        Figure rollouts = Figure.atMost("rollouts", "rollouts", 2, Spread.of(List.of(2.0, 2.0, 3.0)));
        assertThat(rollouts.ratio()).hasValue(1.5);
        assertThat(rollouts.met()).isFalse();
    }

    @Test
    void aLineOfASimulationIsAFigure() {
        Figure sweep = Simulated.figure(
                Json.read("{\"name\":\"sweep\",\"unit\":\"s\",\"measured\":[12,26],\"times\":1.25,\"floor\":[10,20]}"));
        assertThat(sweep.ratio().orElseThrow()).isCloseTo(1.25, within(1e-9));
        assertThat(sweep.met()).isTrue();
        assertThat(Simulated.figure(
                                Json.read(
                                        "{\"name\":\"sweep\",\"unit\":\"s\",\"measured\":[12.6],\"times\":1.25,\"floor\":[10]}"))
                        .met())
                .isFalse();
        assertThat(Simulated.figure(Json.read("{\"name\":\"letters\",\"unit\":\"\",\"measured\":[0,1],\"most\":0}"))
                        .met())
                .isFalse();
        assertThat(Simulated.figure(Json.read("{\"name\":\"memory\",\"unit\":\"MB\",\"measured\":[3]}"))
                        .goal())
                .isEmpty();
    }

    @Test
    void theMedianOfTwoLiesBetweenThem() {
        assertThat(told.measured()).isEqualTo(new Spread(1, 2, 3));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasMissedIsToldFirst() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Report.print(List.of(met, told, missed), new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<String> lines =
                printed.toString(StandardCharsets.UTF_8).strip().lines().toList();
        assertThat(lines.get(0)).containsSubsequence("goal", "floor", "measured", "ratio", "spread");
        assertThat(lines.get(1)).matches("cold start, ms +300 +200 +310 +1\\.60 +160 to 720 +missed");
        assertThat(lines.get(2)).matches("deployable, MB +20\\.00 +9\\.00 +0\\.45");
        assertThat(lines.get(3)).matches("an idle month, USD +2\\.00 +1\\.00 to 3\\.00");
    }

    @Test
    void aProgramReadsEveryFigure(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("figures.json");
        Report.write(List.of(met, told, missed), file);
        JsonNode figures = Json.read(Files.readString(file));
        assertThat(figures)
                .hasSize(3)
                .allSatisfy(figure -> assertThat(figure.properties().stream().map(java.util.Map.Entry::getKey))
                        .contains("name", "goal", "floor", "measured", "ratio", "met"));
        assertThat(figures.at("/2/met").asBoolean(true)).isFalse();
        assertThat(figures.at("/2/measured").asDouble()).isEqualTo(310);
        assertThat(figures.at("/1/goal").isNull()).isTrue();
    }
}
