package slipway.infra.environment;

import java.util.Set;
import java.util.TreeMap;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The retentions that CloudWatch Logs knows; any other number is refused at deployment. */
public final class LogRetention {
    private static final TreeMap<Integer, RetentionDays> BY_DAYS = new TreeMap<>();

    static {
        BY_DAYS.put(1, RetentionDays.ONE_DAY);
        BY_DAYS.put(7, RetentionDays.ONE_WEEK);
        BY_DAYS.put(14, RetentionDays.TWO_WEEKS);
        BY_DAYS.put(30, RetentionDays.ONE_MONTH);
        BY_DAYS.put(90, RetentionDays.THREE_MONTHS);
        BY_DAYS.put(180, RetentionDays.SIX_MONTHS);
        BY_DAYS.put(365, RetentionDays.ONE_YEAR);
        BY_DAYS.put(731, RetentionDays.TWO_YEARS);
    }

    private LogRetention() {}

    /** Whether logs can be kept for {@code days}. */
    public static boolean allows(int days) {
        return BY_DAYS.containsKey(days);
    }

    /** Days that an environment may name. */
    public static Set<Integer> allowed() {
        return BY_DAYS.keySet();
    }

    /** CloudWatch's own word for {@code days}. */
    public static RetentionDays of(int days) {
        var retention = BY_DAYS.get(days);
        if (retention == null) {
            throw new IllegalArgumentException("logs cannot be kept for " + days + " days: write one of " + allowed());
        }
        return retention;
    }
}
