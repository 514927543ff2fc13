package slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.image.Samples;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;

class ServingTest {
    @Test
    void howeverOftenLiveComesBackItKnowsWhatItWouldGoBackToNext() {
        Serving serving = new Serving(Optional.empty(), Optional.empty(), List.of(), List.of())
                .promoted(version(1))
                .promoted(version(2));
        for (int bad = 3; bad < 60; bad++) {
            serving = serving.promoted(version(bad)).returned(version(2));
            assertThat(serving.previous()).as("after version " + bad).contains(version(1));
        }
        assertThat(serving.served(new Version(59))).as("what was left last").isPresent();
        assertThat(serving.earlier()).hasSizeLessThanOrEqualTo(20);
    }

    private static Served version(int number) {
        return new Served(
                "support/live",
                Samples.image("1.%d.0".formatted(number), "a"),
                new Version(number),
                "",
                Proof.PASSED,
                Instant.EPOCH);
    }
}
