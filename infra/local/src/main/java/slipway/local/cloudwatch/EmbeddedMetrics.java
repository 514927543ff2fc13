package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipway.local.json.Json;

/** Reads the embedded metric format: a log line that is JSON and says itself which of its members are metrics. */
public final class EmbeddedMetrics {
    private EmbeddedMetrics() {}

    /** One value that a line holds. */
    public record Point(Series series, double value) {}

    /** The values in a line; none in a line that is something else. */
    public static List<Point> read(String line) {
        if (!line.startsWith("{") || !line.contains("\"_aws\"")) {
            return List.of();
        }
        try {
            return points(Json.read(line));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static List<Point> points(JsonNode root) {
        List<Point> points = new ArrayList<>();
        for (JsonNode directive : root.at("/_aws/CloudWatchMetrics")) {
            for (JsonNode metric : directive.path("Metrics")) {
                for (Map<String, String> dimensions : dimensionSets(root, directive.path("Dimensions"))) {
                    String name = metric.path("Name").asText();
                    Series series = new Series(directive.path("Namespace").asText(), name, dimensions);
                    values(root.path(name)).forEach(value -> points.add(new Point(series, value)));
                }
            }
        }
        return points;
    }

    private static List<Map<String, String>> dimensionSets(JsonNode root, JsonNode names) {
        List<Map<String, String>> sets = new ArrayList<>();
        for (JsonNode set : names) {
            Map<String, String> dimensions = new LinkedHashMap<>();
            set.forEach(name ->
                    dimensions.put(name.asText(), root.path(name.asText()).asText()));
            sets.add(dimensions);
        }
        return sets.isEmpty() ? List.of(Map.of()) : sets;
    }

    private static List<Double> values(JsonNode value) {
        List<Double> values = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isNumber()) {
                values.add(one.asDouble());
            }
        }
        return values;
    }
}
