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
record Order(Verb verb, TargetName target, Intent intent, Optional<String> reason, Caller by, Instant now) {
    private static final int LONGEST_REASON = 500;

    /** @throws Refused naming everything that is wrong with the request */
    static Order of(UrlRequest request) {
        Members members = Members.of(request.body());
        Optional<Verb> verb = members.oneOf("verb", Verb.WORDS);
        Optional<TargetName> target = members.required("target", TargetName::new);
        Optional<Intent> intent = verb.flatMap(v -> v.intent(members));
        Optional<String> reason = members.line(
                "reason", LONGEST_REASON, verb.filter(Verb::needsReason).isPresent());
        return members.whole(verb.flatMap(v ->
                target.flatMap(t -> intent.map(i -> new Order(v, t, i, reason, request.caller(), request.now())))));
    }

    /** Who, and why, for the record. */
    String why() {
        return by + reason.map(text -> ": " + text).orElse("");
    }
}
