package slipway.agentruntime;

import java.util.regex.Pattern;

/** The name of a runtime's endpoint: callers invoke a name, and the name points to a version. */
public record EndpointName(String value) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");
    private static final Pattern LIVE_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,37}");
    private static final String LIVE = "live";
    private static final String CANDIDATE = "candidate";
    private static final String PREVIOUS = "previous";

    public EndpointName {
        Checks.matches("endpoint name", NAME, value, "write a letter, then up to 47 letters, digits and underscores");
    }

    /** The endpoint on which a version is proven before this one moves to it; this name has at most 38 characters. */
    public EndpointName candidate() {
        return beside(CANDIDATE);
    }

    /** The endpoint that keeps the version warm which this one served last; as {@link #candidate}. */
    public EndpointName previous() {
        return beside(PREVIOUS);
    }

    private EndpointName beside(String role) {
        Checks.matches("live endpoint's name", LIVE_NAME, value, "write at most 38 characters");
        return new EndpointName(value.equals(LIVE) ? role : value + "_" + role);
    }

    @Override
    public String toString() {
        return value;
    }
}
