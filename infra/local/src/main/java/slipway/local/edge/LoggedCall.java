package slipway.local.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call as the edge saw it end.
 *
 * @param number in the order in which calls ended, from 1
 * @param at when it arrived, in scaled time
 * @param took how long the service took to begin its answer, on the wall
 * @param caller the caller's ARN, or the access key of somebody unknown
 * @param pid the calling process, where it is known
 * @param asks what IAM was asked on the way
 * @param status the HTTP status answered; 0 where none was
 * @param error the error's code; empty for a success
 */
public record LoggedCall(
        long number,
        Instant at,
        Duration took,
        String service,
        String caller,
        @Nullable Long pid,
        String method,
        String path,
        List<Ask> asks,
        int status,
        String error,
        End end) {

    /** One question to IAM and its answer. */
    public record Ask(String action, String resource, boolean allowed) {}

    /** How the call ended. */
    public enum End {
        ANSWERED,
        /** A fault killed the caller; nothing had been done. */
        CALLER_KILLED_BEFORE_EFFECT,
        /** A fault killed the caller; what it asked for was done, and nobody told it. */
        CALLER_KILLED_AFTER_EFFECT,
        /** A fault closed the connection; nothing had been done. */
        CONNECTION_CLOSED_BEFORE_EFFECT,
        /** A fault closed the connection; what was asked for was done, and nobody told. */
        CONNECTION_CLOSED_AFTER_EFFECT
    }

    /** Whether this call asked for the action, allowed or not. */
    public boolean did(String action) {
        return asks.stream().anyMatch(ask -> ask.action().equals(action));
    }

    LoggedCall numbered(long next) {
        return new LoggedCall(next, at, took, service, caller, pid, method, path, asks, status, error, end);
    }
}
