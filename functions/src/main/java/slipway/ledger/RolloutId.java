package slipway.ledger;

import java.util.Optional;
import java.util.regex.Pattern;
import slipway.target.TargetName;

/** A rollout's id: its target and the target's sequence number, {@code support-7}. */
public record RolloutId(String value) implements Comparable<RolloutId> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,39})-([1-9][0-9]{0,9})");

    public RolloutId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "rollout '%s': expected TARGET-NUMBER, as in support-7".formatted(value));
        }
    }

    public static RolloutId of(TargetName target, long sequence) {
        return new RolloutId(target + "-" + sequence);
    }

    public TargetName target() {
        return new TargetName(value.substring(0, value.lastIndexOf('-')));
    }

    /** The number among its target's rollouts, from 1. */
    public long number() {
        return Long.parseLong(value.substring(value.lastIndexOf('-') + 1));
    }

    /** The id that the text is; empty for any other text. */
    public static Optional<RolloutId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RolloutId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(RolloutId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
