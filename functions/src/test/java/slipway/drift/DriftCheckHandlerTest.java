package slipway.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.admission.Admission;
import slipway.admission.InMemoryExecutions;
import slipway.admission.Requests;
import slipway.agentruntime.InMemoryAgentRuntimes;
import slipway.event.BadEvent;
import slipway.event.DriftMetric;
import slipway.events.EventFolder;
import slipway.image.InMemoryImages;
import slipway.ledger.InMemoryLedger;
import slipway.monitor.InMemoryMonitor;
import slipway.parameter.Declarations;
import slipway.parameter.InMemoryParameters;
import slipway.parameter.ParameterNames;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.FunctionContext;
import slipway.target.TargetName;

/** The samples under {@code events/drift-check}, as the handler takes them. */
class DriftCheckHandlerTest {
    private static final EventFolder FOLDER = EventFolder.named("drift-check");
    private static final Instant NOW = Instant.parse("2026-11-21T09:15:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final DriftCheckHandler handler = handler();

    private DriftCheckHandler handler() {
        InMemoryParameters parameters = new InMemoryParameters();
        InMemoryImages images = new InMemoryImages();
        InMemoryExecutions executions = new InMemoryExecutions();
        ParameterNames names = new ParameterNames("slipway", "local");
        Publishers publishers = new Publishers(Set.of("ours"));
        Projection projection = new Projection(ledger, parameters, names, publishers, _ -> {});
        Admission admission = new Admission(ledger, executions, _ -> {}, _ -> {});
        DriftCheck.World world = new DriftCheck.World(
                ledger,
                executions,
                images,
                new InMemoryAgentRuntimes(),
                new InMemoryMonitor(),
                parameters,
                names,
                _ -> {});
        Pacer pacer = new Pacer(() -> NOW, _ -> {});
        DriftCheck check = DriftCheck.over(
                world,
                new DriftCheck.Doors(
                        admission,
                        new Requests(ledger, parameters, names, publishers, admission),
                        new Declarations(ledger, images, parameters, names, projection, _ -> {}),
                        projection),
                new DriftMetric("local", () -> NOW, _ -> {}),
                pacer,
                all -> all.forEach(Runnable::run));
        return new DriftCheckHandler(check, Rebuilding.over(world, projection, pacer));
    }

    @Test
    void theScheduleBeginsASweepAndStopsInTime() throws IOException {
        handle(FOLDER.path().resolve("accepted/by-schedule.json"));
        assertThat(ledger.sweep().startedAt()).contains(NOW);
        assertThat(ledger.sweep().finishedAt()).isEmpty();
    }

    @Test
    void aPersonHasTheTargetLookedAtAtOnce() throws IOException {
        handle(FOLDER.path().resolve("accepted/on-demand.json"));
        assertThat(ledger.drift(new TargetName("support")).checkedAt()).isEqualTo(Optional.of(NOW.plusMillis(123)));
        assertThat(ledger.sweep().revision()).isZero();
    }

    @Test
    void aPersonHasALostLedgerPutTogetherAgain() throws IOException {
        handle(FOLDER.path().resolve("accepted/rebuild.json"));
        assertThat(ledger.rebuild().orElseThrow().dry()).isFalse();
        handle(FOLDER.path().resolve("accepted/rebuild-that-only-looks.json"));
        assertThat(ledger.rebuild().orElseThrow().dry()).isTrue();
        assertThat(ledger.sweep().revision()).isZero();
    }

    static Stream<Path> refused() {
        return FOLDER.samples("refused").stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoRequestIsRefused(Path sample) {
        assertThatThrownBy(() -> handle(sample)).isInstanceOf(BadEvent.class);
    }

    private void handle(Path sample) throws IOException {
        handler.handleRequest(
                new ByteArrayInputStream(Files.readAllBytes(sample)),
                OutputStream.nullOutputStream(),
                new FunctionContext("drift-check", "1"));
    }
}
