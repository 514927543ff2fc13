package slipway.infra.alarm;

import java.time.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;

/**
 * When an alarm rings: as soon as one period breaches. A period without values never does.
 *
 * @param period whole minutes
 */
record Threshold(String statistic, ComparisonOperator comparison, long value, Duration period) {

    /** Rings when something was counted so often within {@code period}. */
    static Threshold counted(int times, Duration period) {
        return new Threshold("Sum", ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, times, period);
    }

    /** Rings about every minute in which something was counted. */
    static Threshold once() {
        return counted(1, Duration.ofMinutes(1));
    }

    /** Rings in a minute whose largest value is {@code value} or more. */
    static Threshold reaches(long value) {
        return reaches(value, Duration.ofMinutes(1));
    }

    /** Rings in a period whose largest value is {@code value} or more. */
    static Threshold reaches(long value, Duration period) {
        return new Threshold("Maximum", ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, value, period);
    }

    /** Rings in a minute whose largest value is more than {@code value}. */
    static Threshold above(long value) {
        return new Threshold("Maximum", ComparisonOperator.GREATER_THAN_THRESHOLD, value, Duration.ofMinutes(1));
    }
}
