package slipway.local.cloudwatch;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A statistic over the values of one period. */
final class Statistic {
    private static final Pattern PERCENTILE = Pattern.compile("p(100|\\d{1,2}(\\.\\d{1,10})?)");

    private Statistic() {}

    static boolean isKnown(String name) {
        return switch (name) {
            case "Sum", "Average", "Minimum", "Maximum", "SampleCount" -> true;
            case String other -> PERCENTILE.matcher(other).matches();
        };
    }

    /** @param data at least one */
    static double of(String name, List<Datum> data) {
        double[] values = data.stream().mapToDouble(Datum::value).sorted().toArray();
        return switch (name) {
            case "Sum" -> Arrays.stream(values).sum();
            case "Average" -> Arrays.stream(values).average().orElseThrow();
            case "Minimum" -> values[0];
            case "Maximum" -> values[values.length - 1];
            case "SampleCount" -> values.length;
            case String percentile -> percentile(values, Double.parseDouble(percentile.substring(1)));
        };
    }

    private static double percentile(double[] sorted, double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}
