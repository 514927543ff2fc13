package slipway.cli.doctor.setup;

import java.time.Duration;
import java.util.function.Supplier;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.time.Pauses;

/** Asks again what AgentCore refused for coming too fast; the SDK's clients do so by themselves. */
final class Patience {
    private static final int TRIES = 6;
    private static final Duration FIRST = Duration.ofMillis(500);

    private final Pauses pauses;

    Patience(Pauses pauses) {
        this.pauses = pauses;
    }

    /** Asks up to six times, with pauses that double. */
    <T> T ask(Supplier<T> question) {
        for (int tried = 1; ; tried++) {
            try {
                return question.get();
            } catch (AwsFailure refused) {
                if (refused.kind() != Kind.THROTTLED || tried == TRIES) {
                    throw refused;
                }
                pauses.pause(FIRST.multipliedBy(1L << (tried - 1)));
            }
        }
    }
}
