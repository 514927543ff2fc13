package slipway.local.cloudwatch;

import java.util.Map;

/** What makes a metric itself and no other: namespace, name and exactly these dimensions. */
public record Series(String namespace, String name, Map<String, String> dimensions) {
    public Series {
        dimensions = Map.copyOf(dimensions);
    }
}
