package slipway.customresource;

import java.time.Instant;

/**
 * A request as the store has it. What it asks for and where the answer goes are sealed; the rest is for people who look
 * into the store.
 *
 * @param revision of this item; 0 before it was written
 * @param asked {@code Create Custom::AgentRuntime}
 * @param at when it was taken in
 * @param sealed by status: the request; the answer with its URL; nothing
 * @param progress sealed; empty at first
 */
public record KeptRequest(
        String key,
        long revision,
        Status status,
        String asked,
        String logicalId,
        Instant at,
        String sealed,
        String progress) {

    /** How far it is. */
    public enum Status {
        /** Its resource is at work. */
        WORKING,
        /** Its answer is fixed, and may or may not have been sent. */
        DECIDED,
        /** CloudFormation has the answer. */
        ANSWERED
    }

    KeptRequest withProgress(String next) {
        return new KeptRequest(key, revision, status, asked, logicalId, at, sealed, next);
    }

    /** With its answer, and no more of what was asked. */
    KeptRequest decided(String answer) {
        return new KeptRequest(key, revision, Status.DECIDED, asked, logicalId, at, answer, "");
    }

    /** With nothing secret left. */
    KeptRequest answered() {
        return new KeptRequest(key, revision, Status.ANSWERED, asked, logicalId, at, "", "");
    }

    KeptRequest withRevision(long next) {
        return new KeptRequest(key, next, status, asked, logicalId, at, sealed, progress);
    }

    @Override
    public String toString() {
        return "%s %s: %s %s".formatted(key, status, asked, logicalId);
    }
}
