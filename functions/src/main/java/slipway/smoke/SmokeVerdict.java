package slipway.smoke;

import java.util.List;
import java.util.Optional;

/** What the smoke test found out. No reason holds what the agent said: that stands in the samples alone. */
public sealed interface SmokeVerdict {
    /**
     * Enough answers were right.
     *
     * @param remark how they compare with live's, where that was asked
     */
    record Passed(List<Sample> samples, Optional<String> remark) implements SmokeVerdict {
        public Passed {
            samples = List.copyOf(samples);
        }

        static Passed with(List<Sample> samples) {
            return new Passed(samples, Optional.empty());
        }

        Passed remarked(String said) {
            return new Passed(samples, Optional.of(said));
        }
    }

    /** Too many answers were wrong, or all took too long: the image or its configuration is to blame. */
    record AgentFailed(String reason, Sample sample) implements SmokeVerdict {}

    /** Nobody found out: the image is not to blame, and the test is worth making again. */
    record CouldNotAsk(String reason) implements SmokeVerdict {}
}
