package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;
import slipway.local.cloudwatch.Alarm.StateValue;
import slipway.local.cloudwatch.Transition;
import slipway.local.json.Json;

/**
 * Every alarm of the control plane rings for what it is there for: traffic and failures move its metric, nothing sets its
 * state. And whatever an alarm or the dashboard looks at has been emitted then, under exactly its dimensions.
 */
@Timeout(400)
class AlarmsRingIT {
    /** An hour is half a minute, and functions are still quick beside pauses of minutes. */
    private static final int SCALE = 120;

    private static final String STEM = Scene.CONTROL_PLANE + "-";

    @TempDir
    private static Path folder;

    private static LocalCloud cloud;
    private static Scene scene;
    private static Templates templates;
    private static List<Played> played;

    /** What became of a trouble. */
    private record Played(Trouble trouble, CompletableFuture<Void> end) {}

    @BeforeAll
    static void haveEveryTrouble() throws IOException {
        templates = Templates.synthesized().copy(folder);
        ImageTroubles.refuseMail(templates);
        cloud = Stage.open(templates, SCALE);
        scene = Stage.scene(cloud, Patience.of(Duration.ofSeconds(100)));
        Sample.begin(cloud);
        for (String first : List.of("support-1", "concierge-dev-1", "concierge-prod-1")) {
            scene.ended(first, "Promoted", "PROVEN");
        }
        // Nothing runs any more in the last one.
        List<Played> together = play(Stream.of(
                        ImageTroubles.of(scene),
                        EventTroubles.of(scene),
                        FunctionTroubles.of(scene),
                        DriftTroubles.of(scene),
                        StackTroubles.of(scene))
                .flatMap(List::stream)
                .toList());
        played = Stream.concat(
                        together.stream(), play(List.of(FunctionTroubles.nothingMayRun(scene, functions()))).stream())
                .toList();
    }

    private static List<Played> play(List<Trouble> troubles) {
        List<Played> begun = troubles.stream()
                .map(trouble ->
                        new Played(trouble, CompletableFuture.runAsync(trouble.act(), Thread::startVirtualThread)))
                .toList();
        begun.forEach(one -> one.end().handle((_, _) -> null).join());
        return begun;
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void everyAlarmHasATroubleAndEveryTroubleAnAlarm() {
        assertThat(played.stream().flatMap(one -> one.trouble().alarms().stream()))
                .containsExactlyInAnyOrderElementsOf(alarms().stream()
                        .map(alarm -> alarm.path("AlarmName").asText().substring(STEM.length()))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyTroubleRingsItsAlarms() {
        return played.stream()
                .map(one -> DynamicTest.dynamicTest(one.trouble().title(), () -> {
                    assertThat(one.end()).isCompleted();
                    for (String alarm : one.trouble().alarms()) {
                        assertThat(rings(STEM + alarm))
                                .as(alarm)
                                .isNotEmpty()
                                .allSatisfy(
                                        ring -> assertThat(ring.failedActions()).isEmpty());
                    }
                }));
    }

    @Test
    void whateverAnAlarmLooksAtIsEmitted() {
        assertThat(emitted())
                .containsAll(alarms().stream().map(AlarmsRingIT::series).toList());
    }

    @Test
    void whateverTheDashboardShowsIsEmitted() {
        JsonNode widgets = Json.read(cloudWatch("GetDashboard", Aws.object().put("DashboardName", Scene.CONTROL_PLANE))
                        .path("DashboardBody")
                        .asText())
                .path("widgets");
        List<String> shown = widgets.valueStream()
                .flatMap(widget -> widget.at("/properties/metrics").valueStream())
                .map(AlarmsRingIT::shown)
                .toList();
        assertThat(shown).hasSizeGreaterThan(30);
        assertThat(emitted()).containsAll(shown);
    }

    private static List<Transition> rings(String alarm) {
        return cloud.alarms().history().stream()
                .filter(change -> change.alarm().name().equals(alarm) && change.to() == StateValue.ALARM)
                .toList();
    }

    /** Those of the control plane: their descriptions end with an entry of its runbook. A sample's are its owner's. */
    private static List<ObjectNode> alarms() {
        return templates.resources("AWS::CloudWatch::Alarm").values().stream()
                .map(resource -> resource.withObjectProperty("Properties"))
                .filter(alarm -> alarm.path("AlarmDescription").asText().contains("docs/runbook.md#"))
                .toList();
    }

    private static List<String> functions() {
        return templates.resources("AWS::Lambda::Function").values().stream()
                .map(function -> function.at("/Properties/FunctionName").asText())
                .toList();
    }

    /** Every metric that CloudWatch has seen, in the form of {@link #series}. */
    private static Set<String> emitted() {
        Set<String> seen = new TreeSet<>();
        ObjectNode asked = Aws.object();
        JsonNode page;
        do {
            page = cloudWatch("ListMetrics", asked);
            page.path("Metrics").forEach(metric -> seen.add(series(metric)));
            asked.set("NextToken", page.path("NextToken"));
        } while (page.has("NextToken"));
        return seen;
    }

    private static String series(JsonNode metric) {
        return series(
                metric.path("Namespace").asText(),
                metric.path("MetricName").asText(),
                metric.path("Dimensions")
                        .valueStream()
                        .map(dimension -> dimension.path("Name").asText() + "="
                                + dimension.path("Value").asText()));
    }

    /** A metric of a widget: namespace, name, names and values of dimensions by turns, how it is drawn. */
    private static String shown(JsonNode metric) {
        List<String> texts = metric.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        Stream<Integer> names = Stream.iterate(2, at -> at < texts.size(), at -> at + 2);
        return series(texts.get(0), texts.get(1), names.map(at -> texts.get(at) + "=" + texts.get(at + 1)));
    }

    private static String series(String namespace, String name, Stream<String> dimensions) {
        return namespace + " " + name + dimensions.sorted().collect(Collectors.joining(" ", " ", ""));
    }

    private static JsonNode cloudWatch(String operation, ObjectNode input) {
        return scene.aws().call("monitoring", "GraniteServiceVersion20100801." + operation, input);
    }
}
