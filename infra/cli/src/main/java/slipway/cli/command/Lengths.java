package slipway.cli.command;

import java.time.Duration;
import java.util.regex.Pattern;

/** Lengths of time as people write them. */
public final class Lengths {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

    private Lengths() {}

    /**
     * Reads {@code 90s}, {@code 30m}, {@code 2h} or {@code 1d}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Duration parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s': write a length of time, as in 90s, 30m, 2h or 1d".formatted(text));
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
