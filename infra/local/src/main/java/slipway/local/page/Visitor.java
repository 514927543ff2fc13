package slipway.local.page;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.local.edge.Incoming;

/**
 * Who asks for the page. Every program of this machine reaches the port, its browser included, and with that any web
 * page that somebody looks at: none of these may read this cloud or push to it.
 */
final class Visitor {
    private static final Pattern LOOPBACK = Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::[0-9]{1,5})?");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final Map<String, String> headers;

    Visitor(Incoming request) {
        this.headers = request.headers();
    }

    /** Why the page is not for this visitor. A foreign name in Host is how DNS rebinding looks. */
    Optional<String> refusedPage() {
        String host = headers.getOrDefault("host", "");
        return LOOPBACK.matcher(host).matches()
                ? Optional.empty()
                : Optional.of("Host is '%s'; open the page as 127.0.0.1 or localhost.".formatted(Words.cut(host)));
    }

    /** Why what only the page itself may ask for is not for this visitor; programs that are no browser may, too. */
    Optional<String> refusedCall() {
        if (refusedPage().isPresent()) {
            return refusedPage();
        }
        String site = headers.getOrDefault("sec-fetch-site", "none");
        String ours = "http://" + headers.get("host");
        String origin = headers.getOrDefault("origin", ours);
        return OURS.contains(site) && origin.equals(ours)
                ? Optional.empty()
                : Optional.of("The request comes from another web page; only %s may ask.".formatted(ours));
    }

    /** A web page of another origin cannot send this type without asking first, and nobody says yes. */
    boolean sendsJson() {
        return headers.getOrDefault("content-type", "").matches("application/json(?:\\s*;.*)?");
    }
}
