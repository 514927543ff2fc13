package slipway.customresource;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a request has come; kept sealed.
 *
 * @param note the resource's own
 * @param made the id of what a create has made by now
 * @param waitingFor what has not come yet
 * @param failures looks in a row that failed
 * @param trouble what the last of them said, in words that may be shown
 */
record Progress(String note, Optional<PhysicalId> made, String waitingFor, int failures, String trouble) {

    static Progress none() {
        return new Progress("", Optional.empty(), "", 0, "");
    }

    /** After a look that says to look again. */
    Progress with(Step.LookAgain step) {
        return new Progress(step.note(), step.made().or(() -> made), step.waitingFor(), 0, "");
    }

    /** After a look that failed. */
    Progress failed(String trouble) {
        return new Progress(note, made, waitingFor, failures + 1, trouble);
    }

    /** What it had come to when a look failed. */
    String reached() {
        return waitingFor.isEmpty() ? "" : " It waited for " + waitingFor + ".";
    }

    /** Why it fails at its deadline. */
    String overdue(Duration timeout) {
        String waited = waitingFor.isEmpty() ? "It did not come to its end" : "It waited for " + waitingFor;
        String last = trouble.isEmpty() ? "" : " The last look failed: " + trouble;
        return "%s, and the time for it is over: ServiceTimeout is %d seconds.%s"
                .formatted(waited, timeout.toSeconds(), last);
    }
}
