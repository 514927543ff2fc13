package slipway.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
    private static final int SIGKILL = 128 + 9;

    private EdgeFixture fixture;
    private Process process;
    private String key;

    @BeforeEach
    void open() throws Exception {
        fixture = new EdgeFixture();
        process = new ProcessBuilder("sleep", "600").start();
        key = fixture.identities.issue(EdgeFixture.WRITER, process.toHandle()).accessKeyId();
    }

    @AfterEach
    void close() {
        process.destroyForcibly();
        fixture.close();
    }

    @Test
    void theCallerDiesBeforeTheEffect() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Kill()).by("writer"));

        assertThatThrownBy(() -> fixture.call(key, "Place")).isInstanceOf(IOException.class);

        assertKilled(LoggedCall.End.CALLER_KILLED_BEFORE_EFFECT);
        assertThat(fixture.orders.placed).hasValue(0);
    }

    @Test
    void theCallerDiesAfterTheEffectAndBeforeTheAnswer() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Kill()).afterEffect());

        assertThatThrownBy(() -> fixture.call(key, "Place")).isInstanceOf(IOException.class);

        assertKilled(LoggedCall.End.CALLER_KILLED_AFTER_EFFECT);
        assertThat(fixture.orders.placed).hasValue(1);
    }

    @Test
    void anErrorInsteadOfTheEffect() throws Exception {
        Faults.Armed armed = fixture.faults.arm(
                FaultRule.on("orders:*", new Fault.Refuse(400, "ThrottlingException", "Rate exceeded")));

        assertThat(fixture.call(key, "Place").body())
                .isEqualTo("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
        assertThat(fixture.orders.placed).hasValue(0);
        assertThat(armed.struck()).isEqualTo(1);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
    }

    @Test
    void anErrorAlthoughTheEffectTookPlace() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Refuse(503, "ServiceUnavailable", "Later"))
                .afterEffect());

        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(503);
        assertThat(fixture.orders.placed).hasValue(1);
        assertThat(fixture.log.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.error()).isEqualTo("ServiceUnavailable"));
    }

    @Test
    void aDenialNamesCallerActionAndResource() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Deny()).onResource("book/today"));

        assertThat(fixture.call(key, "Place").body())
                .contains("AccessDeniedException", "assumed-role/orders-writer/one", "orders:Place", "book/today");
    }

    @Test
    void theSecondAndThirdCallAreHit() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Refuse(500, "InternalFailure", "Twice"))
                .fromNth(2)
                .times(2));

        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(500);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(500);
        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
    }

    @Test
    void otherRolesAndResourcesAreLeftAlone() throws Exception {
        FaultRule deny = FaultRule.on("orders:Place", new Fault.Deny());
        fixture.faults.arm(deny.by("reader"));
        fixture.faults.arm(deny.onResource("book/tomorrow"));

        assertThat(fixture.call(key, "Place").statusCode()).isEqualTo(200);
    }

    @Test
    void aDelayTakesScaledTime() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Delay(Duration.ofSeconds(10))));
        long before = fixture.clock.instant().toEpochMilli();

        fixture.call(key, "Place");

        assertThat(fixture.clock.instant().toEpochMilli() - before).isGreaterThanOrEqualTo(10_000);
    }

    @Test
    void aKillWithoutAProcessSaysSo() throws Exception {
        fixture.faults.arm(FaultRule.on("orders:Place", new Fault.Kill()));

        assertThat(fixture.call("test", "Place").body()).contains("no process is known for key test");
    }

    private void assertKilled(LoggedCall.End end) throws InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGKILL);
        assertThat(fixture.log.calls()).singleElement().satisfies(call -> {
            assertThat(call.end()).isEqualTo(end);
            assertThat(call.pid()).isEqualTo(process.pid());
            assertThat(call.status()).isZero();
        });
    }
}
