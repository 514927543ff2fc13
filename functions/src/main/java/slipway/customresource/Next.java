package slipway.customresource;

import java.time.Duration;

/** What comes after a look at a request. */
public sealed interface Next {

    /** Another look, after this time. */
    record Look(Duration pause) implements Next {}

    /** Nothing: it is answered. */
    record End() implements Next {}
}
