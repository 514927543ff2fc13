package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** A path into an event, as far as they are plain: {@code $.detail.tags[0]}. */
record EventPath(String text) {
    private static final Pattern PLAIN = Pattern.compile("\\$(\\.[A-Za-z0-9_/-]+(\\[\\d+])*)*");

    /** @throws IllegalArgumentException for a path that is not plain */
    EventPath {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not known here, only plain paths are");
        }
    }

    /** What is there; a missing node if nothing is. */
    JsonNode in(JsonNode event) {
        String escaped = text.substring(1).replace("/", "~1");
        return event.at(escaped.replaceAll("\\[(\\d+)]", ".$1").replace('.', '/'));
    }
}
