package slipway.history;

import java.util.List;
import slipway.target.TargetName;

/**
 * What a step came to.
 *
 * @param event the word under which it is counted
 * @param targets that it was about
 * @param text for people
 */
record Deed(String event, List<TargetName> targets, String text) {
    private static final Deed NOTHING = new Deed("", List.of(), "");

    /** There was nothing to be done it to. */
    static Deed nothing() {
        return NOTHING;
    }

    boolean isSomething() {
        return !event.isEmpty();
    }
}
