package slipway.monitor;

import java.util.regex.Pattern;

/** The name of a CloudWatch alarm in the target's account and Region: 1 to 255 characters. */
public record AlarmName(String value) implements Comparable<AlarmName> {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    public AlarmName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("write the name of an alarm, 1 to 255 characters");
        }
    }

    @Override
    public int compareTo(AlarmName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
