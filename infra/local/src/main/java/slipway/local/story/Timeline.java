package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rollout's record in the words that people see. */
final class Timeline {
    private Timeline() {}

    /** What happened in it and when, and how it ended. */
    static List<String> lines(ObjectNode rollout) {
        List<String> lines = new ArrayList<>();
        String what = rollout.at("/request/configuration").isTextual() ? ", which brings a configuration" : "";
        lines.add("rollout " + rollout.path("id").asText() + what);
        Instant began = Instant.parse(rollout.at("/request/startedAt").asText());
        for (JsonNode entry : rollout.path("timeline")) {
            Duration after =
                    Duration.between(began, Instant.parse(entry.path("at").asText()));
            lines.add("  +%4.0f s  %s"
                    .formatted(after.toMillis() / 1000.0, entry.path("what").asText()));
        }
        lines.add("  → %s, %s"
                .formatted(
                        rollout.at("/ending/reason").asText(),
                        rollout.at("/ending/explanation").asText()));
        return lines;
    }

    /** The ledger's {@code ROLLED_BACK} as a word. */
    static String word(String constant) {
        StringBuilder word = new StringBuilder();
        for (String part : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return word.toString();
    }
}
