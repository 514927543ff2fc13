package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import slipway.ledger.Caller;
import slipway.target.TargetName;

/**
 * A person wants the drift check to look now.
 *
 * @param target the one to look at; absent for all of them
 * @param heal whether to heal also where the declaration only reports, or a heal was tried before
 * @param by who asks, as AWS verified it
 */
record LookOrder(Optional<TargetName> target, boolean heal, Caller by, Instant now) implements Request {
    static final String VERB = "drift";

    private static final int SCHEMA = 1;

    static Optional<LookOrder> of(Members members, UrlRequest request) {
        Optional<TargetName> target = members.optional("target", TargetName::new);
        boolean heal = members.flag("heal");
        return Optional.of(new LookOrder(target, heal, request.caller(), request.now()));
    }

    /** As the drift check is invoked: its schema is {@code events/drift-check}. */
    ObjectNode input() {
        ObjectNode input = Json.object().put("schema", SCHEMA).put("now", now.toString());
        target.ifPresent(name -> input.putArray("targets").add(name.value()));
        if (heal) {
            input.put("heal", true);
        }
        return input.put("by", by.arn());
    }
}
