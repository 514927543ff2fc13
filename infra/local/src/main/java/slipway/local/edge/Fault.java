package slipway.local.edge;

import java.time.Duration;

/** What can go wrong. Times are scaled, but for {@link Silence}'s. */
public sealed interface Fault {

    /** Meets a call where IAM has allowed it, or where it has taken effect; of services among themselves, the former. */
    sealed interface OfCall extends Fault {}

    /** The service's own words for too many calls. */
    record Throttle() implements OfCall {}

    /** The service's own words for a failure of its own, HTTP 500. */
    record Broken() implements OfCall {}

    /** This error. */
    record Refuse(int status, String code, String message) implements OfCall {}

    /** AccessDenied, as IAM would say it. */
    record Deny() implements OfCall {}

    /** The call waits. */
    record Delay(Duration scaled) implements OfCall {}

    /** The connection is closed without an answer. */
    record Reset() implements OfCall {}

    /**
     * No answer comes: the caller times out.
     *
     * @param real time on the wall, after which the connection is closed
     */
    record Silence(Duration real) implements OfCall {}

    /** The calling process dies by SIGKILL, before anything else happens. */
    record Kill() implements OfCall {}

    /** A queue takes no more messages, and gives none: {@code sqs:SendMessage}, {@code sqs:ReceiveMessage}. */
    record Full() implements OfCall {}

    /** The version that {@code lambda:InvokeFunction} is about has been idle for too long, and sleeps. */
    record Asleep() implements OfCall {}

    /** A create, an update or a move at AgentCore takes this long; the action says which. */
    record Slow(Duration scaled) implements Fault {}

    /** A create, an update or a move at AgentCore ends CREATE_FAILED or UPDATE_FAILED; the action says which. */
    record Fails(String reason) implements Fault {}

    /** A read of a parameter shows what was there before the newest version. */
    record Stale() implements Fault {}

    /** An event does not reach a target. */
    record Lost() implements Fault {}

    /** An event reaches a target late. */
    record Late(Duration scaled) implements Fault {}

    /** An event reaches a target twice. */
    record Twice() implements Fault {}

    /** An event reaches a target anywhen within this time, before or after others. */
    record Shuffled(Duration within) implements Fault {}
}
