package slipway.local.cloudwatch;

import java.time.Duration;
import java.util.List;

/** An alarm on one metric, as a template declares it. */
public record Alarm(String arn, String name, String description, Series series, Condition condition, Actions actions) {

    /**
     * When it rings.
     *
     * @param statistic {@code Sum}, {@code p99}, …
     * @param periods how many periods are looked at
     * @param datapoints how many of them must breach
     */
    public record Condition(
            String statistic,
            Duration period,
            int periods,
            int datapoints,
            double threshold,
            Comparison comparison,
            Missing missing) {}

    /** The same, its actions switched on or off. */
    Alarm acting(boolean enabled) {
        Actions changed = new Actions(enabled, actions.alarm(), actions.ok(), actions.insufficientData());
        return new Alarm(arn, name, description, series, condition, changed);
    }

    /** ARNs of what hears of a change; nobody does when it is not enabled. */
    public record Actions(boolean enabled, List<String> alarm, List<String> ok, List<String> insufficientData) {

        List<String> of(StateValue state) {
            if (!enabled) {
                return List.of();
            }
            return switch (state) {
                case ALARM -> alarm;
                case OK -> ok;
                case INSUFFICIENT_DATA -> insufficientData;
            };
        }
    }

    /** As DescribeAlarms shows it. */
    public enum StateValue {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /** How a value is compared with the threshold. */
    public enum Comparison {
        GREATER_THAN_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to"),
        GREATER_THAN("GreaterThanThreshold", "greater than"),
        LESS_THAN("LessThanThreshold", "less than"),
        LESS_THAN_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to");

        private final String wire;
        private final String words;

        Comparison(String wire, String words) {
            this.wire = wire;
            this.words = words;
        }

        String wire() {
            return wire;
        }

        String words() {
            return words;
        }

        boolean breaches(double value, double threshold) {
            return switch (this) {
                case GREATER_THAN_OR_EQUAL -> value >= threshold;
                case GREATER_THAN -> value > threshold;
                case LESS_THAN -> value < threshold;
                case LESS_THAN_OR_EQUAL -> value <= threshold;
            };
        }

        /** A period that is not over has too small a sum, which must not breach a lower bound. */
        boolean judgesOpenPeriods() {
            return this == GREATER_THAN || this == GREATER_THAN_OR_EQUAL;
        }
    }

    /** What a period without values counts as. */
    public enum Missing {
        BREACHING("breaching"),
        NOT_BREACHING("notBreaching"),
        IGNORE("ignore"),
        MISSING("missing");

        private final String wire;

        Missing(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }
}
