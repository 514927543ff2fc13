package slipway.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.agentruntime.ExactJson;

/** An answer's content, in one piece or as server-sent events. */
sealed interface Said {
    /** Whether the text occurs. */
    boolean holds(String text);

    /** All of it, for a pattern. */
    String text();

    /** The JSON that a pointer looks into. */
    Optional<JsonNode> json();

    static Said of(String contentType, String body) {
        return contentType.toLowerCase(Locale.ROOT).strip().startsWith("text/event-stream")
                ? new Streamed(dataOf(body))
                : new Whole(body);
    }

    /** One body. */
    record Whole(String text) implements Said {
        @Override
        public boolean holds(String part) {
            return text.contains(part);
        }

        @Override
        public Optional<JsonNode> json() {
            return parse(text);
        }
    }

    /** The data of each event, in order. */
    record Streamed(List<String> events) implements Said {
        /** A text may be spread over events, a few letters each. */
        @Override
        public boolean holds(String part) {
            return text().contains(part) || String.join("", events).contains(part);
        }

        @Override
        public String text() {
            return String.join("\n", events);
        }

        /** The last event that is JSON: what went before was on the way to it. */
        @Override
        public Optional<JsonNode> json() {
            return events.reversed().stream()
                    .map(Said::parse)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(ExactJson.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .filter(node -> !node.isMissingNode());
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static List<String> dataOf(String body) {
        var events = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (var line : body.lines().toList()) {
            if (line.isEmpty() && !lines.isEmpty()) {
                events.add(String.join("\n", lines));
                lines.clear();
            } else if (line.startsWith("data:")) {
                var data = line.substring("data:".length());
                lines.add(data.startsWith(" ") ? data.substring(1) : data);
            }
        }
        if (!lines.isEmpty()) {
            events.add(String.join("\n", lines));
        }
        return List.copyOf(events);
    }
}
