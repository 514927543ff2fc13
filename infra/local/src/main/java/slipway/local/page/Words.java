package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.local.page.Snapshot.Image;

/** Parts of JSON as the page tells them. Whatever they hold comes from outside: it is cut, never trusted. */
final class Words {
    private static final int LONGEST = 400;
    private static final Pattern IMAGE = Pattern.compile(
            "[^/]+/(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@sha256:(?<digest>[0-9a-f]{12})[0-9a-f]*)?");

    private Words() {}

    /** The text, and of a long one its beginning. */
    static String text(JsonNode node) {
        return cut(node.asText());
    }

    static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? text(node) : null;
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** An image's URI by its parts; what is none stands where the tag would. */
    static Image image(String uri) {
        Matcher parts = IMAGE.matcher(uri);
        if (!parts.matches()) {
            return new Image("", cut(uri), null);
        }
        String tag = Optional.ofNullable(parts.group("tag")).orElse("");
        return new Image(cut(parts.group("repository")), cut(tag), parts.group("digest"));
    }

    /** A time in milliseconds; null where there is none. */
    static @Nullable Long time(JsonNode node) {
        try {
            return node.isTextual() ? Instant.parse(node.textValue()).toEpochMilli() : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static long timeOrZero(JsonNode node) {
        Long time = time(node);
        return time == null ? 0 : time;
    }

    /** The ledger's {@code ROLLED_BACK} in the word that people see. */
    static String outcome(String constant) {
        StringBuilder word = new StringBuilder();
        for (String part : constant.split("_", -1)) {
            word.append(part, 0, Math.min(1, part.length()));
            word.append(part.substring(Math.min(1, part.length())).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }

    /** The part of a caller's ARN that tells callers apart. */
    static String caller(String arn) {
        return cut(arn.substring(arn.lastIndexOf(':') + 1).replaceFirst("^assumed-role/", ""));
    }
}
