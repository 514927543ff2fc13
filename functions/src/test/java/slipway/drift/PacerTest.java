package slipway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacerTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Pacer pacer = new Pacer(() -> now, pause -> now = now.plus(pause));

    @ParameterizedTest
    @EnumSource(Rate.class)
    void callsKeepApart(Rate rate) {
        List<Instant> calls = new ArrayList<>();
        for (int call = 0; call < 100; call++) {
            pacer.await(rate);
            calls.add(now);
        }
        for (int call = 1; call < calls.size(); call++) {
            assertThat(Duration.between(calls.get(call - 1), calls.get(call))).isEqualTo(rate.apart());
        }
    }

    @Test
    void whoComesLateDoesNotWaitAndSavesNothingUp() {
        pacer.await(Rate.IMAGES);
        now = now.plusSeconds(60);
        Instant late = now;
        pacer.await(Rate.IMAGES);
        assertThat(now).isEqualTo(late);
        pacer.await(Rate.IMAGES);
        assertThat(now).isEqualTo(late.plus(Rate.IMAGES.apart()));
    }

    @Test
    void oneServiceDoesNotWaitForAnother() {
        Instant start = now;
        pacer.await(Rate.IMAGES);
        pacer.await(Rate.RUNTIMES);
        assertThat(now).isEqualTo(start);
    }
}
