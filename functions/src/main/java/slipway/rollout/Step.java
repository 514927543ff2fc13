package slipway.rollout;

import java.time.Duration;

/** What the state machine does next. */
public sealed interface Step {
    /** Wait, then ask again: at most 30 s. */
    record Pause(Duration duration) implements Step {}

    /** Wait longer, ready to be woken. */
    record Park(Duration duration) implements Step {}

    /** Run the smoke test behind the endpoint. */
    record SmokeTest(String endpoint, int attempt) implements Step {}

    /** This execution has nothing more to do. */
    record Finished() implements Step {}
}
