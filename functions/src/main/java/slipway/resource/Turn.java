package slipway.resource;

import slipway.agentruntime.RuntimeDocument;

/** What one look at a runtime comes to. */
sealed interface Turn {

    /**
     * @param outcome the word that the stack gets
     * @param runtime as it is now
     */
    record Arrived(String outcome, RuntimeDocument runtime) implements Turn {}

    /** There is nothing left to delete. */
    record Gone() implements Turn {}

    /** @param waitingFor what has not come yet, without secrets */
    record Again(Note note, String waitingFor) implements Turn {}

    /** @param reason what to do about it, without secrets */
    record Refused(String reason) implements Turn {}
}
