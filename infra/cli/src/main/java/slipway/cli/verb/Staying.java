package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import slipway.cli.command.Slipway;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Progress;
import slipway.cli.screen.Times;

/** Looks again every few seconds, says how far it is, and gives up when a person would not wait any longer. */
final class Staying implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Slipway slipway;
    private final Duration timeout;
    private final Instant began;
    private final Progress progress;

    Staying(Slipway slipway, Duration timeout) {
        this.slipway = slipway;
        this.timeout = timeout;
        this.began = slipway.surroundings().clock().instant();
        this.progress = new Progress(slipway.screen());
    }

    /** When an order was answered, by the control plane's clock: what is looked for is not older. */
    static Instant since(Answer ordered) {
        return ordered.time("at")
                .orElseThrow(() ->
                        new Failure(Exit.FAILED, "The order was answered without its time. Update your checkout."));
    }

    void show(String how) {
        if (!slipway.json()) {
            progress.show(how, Times.length(waited()));
        }
    }

    /**
     * Lets a moment pass.
     *
     * @param what what did not come within the time, to whoever has waited long enough
     * @param rest what else they are to be told
     */
    void pause(String what, String rest) {
        if (waited().compareTo(timeout) < 0) {
            slipway.surroundings().pauses().pause(BETWEEN_LOOKS);
            if (!Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        throw new Failure(Exit.OTHER_OUTCOME, what + " within " + Times.length(timeout) + rest);
    }

    private Duration waited() {
        return Duration.between(began, slipway.surroundings().clock().instant());
    }

    /** Clears what was shown. */
    @Override
    public void close() {
        progress.end();
    }
}
