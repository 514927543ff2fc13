package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.local.LocalCloud;
import slipway.local.edge.Faults;
import slipway.local.edge.LoggedCall;

/**
 * A rollout's process is killed once at each kind of call that an undisturbed rollout of the same sort made, when the
 * service has done it and nobody was told: the rollout goes on in another process, and leaves behind the same.
 *
 * <p>{@code scripts/prove.sh} runs it: it takes minutes.
 */
@Timeout(1200)
class KilledRolloutsProof {
    private static final int KEPT = 5;

    private static LocalCloud cloud;
    private static Scene scene;
    private static int pushes;

    /** How a rollout went, and the calls that it made since what its fate is about began. */
    private record Told(SortedMap<String, String> remains, List<LoggedCall> calls) {}

    @BeforeAll
    static void begin() {
        cloud = Stage.open(Templates.synthesized());
        scene = Stage.scene(cloud, Patience.of(Duration.ofMinutes(2)));
        Sample.begin(cloud);
        for (String first : List.of("support-1", "concierge-dev-1", "concierge-prod-1")) {
            scene.ended(first, "Promoted", "PROVEN");
        }
        // So that from the first rollout on there is a version to delete.
        for (int version = 0; version < KEPT; version++) {
            Fate.promote(scene, nextTag());
        }
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    static List<Fate> fates() {
        return Fate.all();
    }

    @ParameterizedTest
    @MethodSource("fates")
    void endsTheSameWhereverItIsKilled(Fate fate) {
        fate.declare(scene);
        // What the first of a sort finds is not yet what every later one finds.
        List<Kind> usual = Kind.of(take(fate, () -> {}).calls());
        Told undisturbed = take(fate, () -> {});
        assertThat(undisturbed.remains()).containsEntry("end", fate.end());
        // A call that one of them made alone came by chance.
        List<Kind> kinds =
                Kind.of(undisturbed.calls()).stream().filter(usual::contains).toList();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(3);
        for (Kind kind : kinds) {
            assertThat(kill(fate, kind)).as("killed after %s", kind).isEqualTo(undisturbed.remains());
        }
        System.out.printf("killed: %s, %d times: %s%n", fate.title(), kinds.size(), join(kinds));
        System.out.printf("killed:   every time %s%n", fate.end());
    }

    private static SortedMap<String, String> kill(Fate fate, Kind kind) {
        AtomicReference<Faults.Armed> armed = new AtomicReference<>();
        Told told = take(fate, () -> armed.set(cloud.faults().arm(kind.kill(Fate.ROLE))));
        armed.get().disarm();
        List<LoggedCall> deaths = told.calls().stream()
                .filter(call -> call.end() != LoggedCall.End.ANSWERED)
                .toList();
        assertThat(deaths).as("deaths after %s", kind).hasSize(1);
        LoggedCall death = deaths.getFirst();
        assertThat(death.end()).isEqualTo(LoggedCall.End.CALLER_KILLED_AFTER_EFFECT);
        assertThat(death.did(kind.action())).isTrue();
        assertThat(told.calls())
                .filteredOn(call -> call.number() > death.number())
                .isNotEmpty()
                .extracting(LoggedCall::pid)
                .doesNotContain(death.pid());
        return told.remains();
    }

    private static Told take(Fate fate, Runnable begins) {
        AtomicLong since = new AtomicLong(Long.MAX_VALUE);
        Fate.release(scene);
        Remains remains = new Remains(scene);
        String rollout = fate.course().take(scene, nextTag(), () -> {
            since.set(cloud.calls().calls().getLast().number());
            begins.run();
        });
        ObjectNode record = scene.ended(rollout);
        SortedMap<String, String> left = remains.after(record);
        return new Told(left, cloud.calls().calls(call -> call.number() > since.get() && Fate.isOfRollouts(call)));
    }

    private static String nextTag() {
        pushes++;
        return "1.%d.0".formatted(pushes);
    }

    private static String join(List<Kind> kinds) {
        return kinds.stream().map(Kind::toString).collect(Collectors.joining(", "));
    }
}
