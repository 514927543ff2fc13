package slipway.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * What CloudFormation asks for.
 *
 * @param resourceType {@code Custom::AgentRuntime}
 * @param before the properties before an update; empty otherwise
 * @param timeout after which CloudFormation stops waiting
 */
record Request(
        ReplyTo replyTo,
        RequestType type,
        String resourceType,
        ObjectNode properties,
        ObjectNode before,
        Duration timeout) {
    static final Duration LONGEST = Duration.ofHours(1);

    /** Lambda keeps an event for five minutes before it is given up, and CloudFormation may be out of reach for a while. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** Latest answer of its own: early enough that what comes late still comes in time; a quarter of a short time. */
    Instant deadline(Instant startedAt) {
        Duration quarter = timeout.dividedBy(4);
        return startedAt.plus(timeout).minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "%s of %s %s".formatted(type.word(), resourceType, replyTo.logicalId());
    }
}
