package slipway.local.edge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who asks without a signature. Every program of this machine reaches its ports, its browser included, and with that any
 * web page that somebody looks at: none of these may read this cloud or change it.
 */
public final class Visitor {
    private static final Pattern LOOPBACK = Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::[0-9]{1,5})?");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final Map<String, String> headers;

    /** @param headers of the request, by lower-case name */
    public Visitor(Map<String, String> headers) {
        this.headers = headers;
    }

    /** Why not even the page is for this visitor. A foreign name in Host is how DNS rebinding looks. */
    public Optional<String> refusedPage() {
        String host = headers.getOrDefault("host", "");
        return LOOPBACK.matcher(host).matches()
                ? Optional.empty()
                : Optional.of("Host is '%s'; ask as 127.0.0.1 or localhost.".formatted(host));
    }

    /** Why what only the page itself may ask for is not for this visitor; programs that are no browser may, too. */
    public Optional<String> refusedCall() {
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

    /** Whether this is a program that knows the address by itself, and no browser, not even on a page of the address. */
    public boolean isProgramAt(String address) {
        return address.equals(headers.get("host"))
                && !headers.containsKey("origin")
                && !headers.containsKey("sec-fetch-site");
    }

    /** A web page of another origin cannot send this type without asking first, and nobody says yes. */
    public boolean sendsJson() {
        return headers.getOrDefault("content-type", "").matches("application/json(?:\\s*;.*)?");
    }
}
