package slipway.history;

import java.util.Set;

/** What becomes of a call that does not go well. */
enum Fault {
    /** Too many calls; it had no effect. */
    THROTTLED,
    /** It had no effect, and nobody knows. */
    UNAVAILABLE,
    /** It had its effect, and nobody knows. */
    TIMED_OUT,
    /** The process dies before it. */
    DIED_BEFORE,
    /** The process dies right after it. */
    DIED_AFTER,
    /** A permission is missing. */
    DENIED,
    /** A quota is used up. */
    QUOTA,
    /** A conditional write that the client made twice: the first had its effect, the second met it. */
    WRITTEN_TWICE,
    /** The answer is one from a little while ago. */
    STALE;

    private static final Set<String> STALE_READS = Set.of(
            "Parameters.get",
            "Parameters.history",
            "Images.list",
            "AgentRuntimes.versions",
            "AgentRuntimes.endpoints",
            "AgentRuntimes.endpoint");

    /** Whether this can become of such a call. */
    boolean befalls(String call) {
        return switch (this) {
            case THROTTLED, UNAVAILABLE, TIMED_OUT, DIED_BEFORE, DIED_AFTER -> true;
            case DENIED ->
                call.startsWith("AgentRuntimes.") || call.startsWith("Images.") || call.startsWith("Agents.");
            case QUOTA ->
                call.equals("AgentRuntimes.update")
                        || call.equals("AgentRuntimes.createEndpoint")
                        || call.equals("Executions.start");
            case WRITTEN_TWICE -> call.equals("Ledger.save");
            case STALE -> STALE_READS.contains(call);
        };
    }

    /** Whether few calls are such that this can become of them. */
    boolean isRare() {
        return switch (this) {
            case THROTTLED, UNAVAILABLE, TIMED_OUT, DIED_BEFORE, DIED_AFTER -> false;
            case DENIED, QUOTA, WRITTEN_TWICE, STALE -> true;
        };
    }
}
