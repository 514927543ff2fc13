package slipway.cli.doctor.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import slipway.failure.AwsFailure;
import slipway.failure.FailureClassifier;

class PatienceTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final Patience patience = new Patience(pauses::add);

    private static Supplier<String> after(int refusals, int status) {
        var asked = new AtomicInteger();
        return () -> {
            if (asked.incrementAndGet() <= refusals) {
                throw FailureClassifier.of("bedrock-agentcore:ListTagsForResource", status, "", "no");
            }
            return "answer";
        };
    }

    @Test
    void whatCameTooFastIsAskedAgain() {
        assertThat(patience.ask(after(3, 429))).isEqualTo("answer");
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void sixTimesAndNoMore() {
        assertThatThrownBy(() -> patience.ask(after(6, 429))).isInstanceOf(AwsFailure.class);
        assertThat(pauses).hasSize(5);
    }

    @Test
    void whatWasRefusedForGoodIsNot() {
        assertThatThrownBy(() -> patience.ask(after(1, 403))).isInstanceOf(AwsFailure.class);
        assertThat(pauses).isEmpty();
    }
}
