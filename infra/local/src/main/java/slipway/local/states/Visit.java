package slipway.local.states;

/**
 * One visit to a state.
 *
 * @param entered the number of the event that tells of the entry
 */
record Visit(String state, long entered) {

    /** A cause in AWS's words. */
    String explain(String what) {
        return "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
                .formatted(state, entered, what);
    }
}
