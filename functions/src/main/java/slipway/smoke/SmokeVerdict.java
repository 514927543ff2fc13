package slipway.smoke;

import java.util.List;

/** What the smoke test found out. No reason holds what the agent said: that stands in the samples alone. */
public sealed interface SmokeVerdict {
    /** Enough answers were right. */
    record Passed(List<Sample> samples) implements SmokeVerdict {
        public Passed {
            samples = List.copyOf(samples);
        }
    }

    /** Too many answers were wrong: the image or its configuration is to blame. */
    record AgentFailed(String reason, Sample sample) implements SmokeVerdict {}

    /** Nobody found out: the image is not to blame, and the test is worth making again. */
    record CouldNotAsk(String reason) implements SmokeVerdict {}
}
