package slipway.operate;

import java.time.Instant;
import java.util.Optional;
import slipway.ledger.Caller;
import slipway.target.TargetName;

/**
 * What a person asks of a target, checked for its form.
 *
 * @param reason the person's own words
 * @param by who asks, as AWS verified it
 */
record Order(Verb verb, TargetName target, Intent intent, Optional<String> reason, Caller by, Instant now)
        implements Request {
    private static final int LONGEST_REASON = 500;

    static Optional<Order> of(Verb verb, Members members, UrlRequest request) {
        Optional<TargetName> target = members.required("target", TargetName::new);
        Optional<Intent> intent = verb.intent(members);
        Optional<String> reason = members.line("reason", LONGEST_REASON, verb.needsReason());
        return target.flatMap(t -> intent.map(i -> new Order(verb, t, i, reason, request.caller(), request.now())));
    }

    /** Nobody knows the verb: what nearly every verb takes is checked all the same. */
    static Optional<Request> unread(Members members) {
        members.required("target", TargetName::new);
        members.line("reason", LONGEST_REASON, false);
        return Optional.empty();
    }

    /** Who, and why, for the record. */
    String why() {
        return by + reason.map(text -> ": " + text).orElse("");
    }
}
