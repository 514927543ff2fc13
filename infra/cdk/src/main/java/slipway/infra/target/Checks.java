package slipway.infra.target;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import slipway.infra.problem.Problems;

/** The checks that fields of a declaration share. */
record Checks(Problems problems) {

    /** So many characters, where there is a text. */
    void length(String field, @Nullable String value, int least, int most) {
        if (value != null) {
            var length = value.codePointCount(0, value.length());
            problems.unless(
                    length >= least && length <= most,
                    field,
                    "of " + length + " characters",
                    "write " + least + " to " + most);
        }
    }

    void matches(String field, @Nullable String value, String pattern) {
        problems.unless(value != null && value.matches(pattern), field, value, "write a text that matches " + pattern);
    }

    void between(String field, long value, long least, long most) {
        problems.unless(value >= least && value <= most, field, value, "write " + least + " to " + most);
    }

    /** Whole units only: the declaration has no room for parts of them. */
    void between(String field, Duration value, ChronoUnit unit, long least, long most) {
        problems.unless(
                value.truncatedTo(unit).equals(value),
                field,
                value,
                "write whole " + unit.toString().toLowerCase(Locale.ROOT));
        between(field, value.dividedBy(unit.getDuration()), least, most);
    }

    /** 0 to 100, where there is a number. */
    void percent(String field, @Nullable Double value) {
        if (value != null) {
            problems.unless(value >= 0 && value <= 100, field, value, "write 0 to 100");
        }
    }

    /** Above 1, at most 100, where there is a number. */
    void ratio(String field, @Nullable Double value) {
        if (value != null) {
            problems.unless(value > 1 && value <= 100, field, value, "write a number above 1, at most 100");
        }
    }
}
