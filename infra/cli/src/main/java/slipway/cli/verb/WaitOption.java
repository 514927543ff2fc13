package slipway.cli.verb;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether to stay until the rollout has ended. */
final class WaitOption {
    @Option(
            names = "--wait",
            description =
                    "Stay until the rollout that this concerns has ended, and show how far it is. Exit code 5 if it "
                            + "ends otherwise than wanted.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "2h",
            description =
                    "With --wait: how long at most, as in 90s, 30m or 2h (default: ${DEFAULT-VALUE}). The rollout "
                            + "goes on all the same.")
    private Duration timeout = Duration.ofHours(2);

    boolean asked() {
        return wait;
    }

    Duration timeout() {
        return timeout;
    }
}
