package slipway.infra.agentruntime;

import java.util.Locale;

/** How far a changed configuration has come when the stack goes on. */
public enum WaitFor {
    /** It is live on every target, or live had it already: stack and runtime agree. */
    PROMOTED,
    /** A version with it has passed the smoke test of every target; whether it is promoted the stack does not learn. For bakes that take longer than CloudFormation waits. */
    PROVEN,
    /** It is ordered. For targets that a person approves, and whoever does not want to wait. */
    REQUESTED;

    /** As the property is written. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
