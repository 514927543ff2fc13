package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import slipway.ledger.Caller;

/**
 * A person wants a ledger put together again whose table was lost.
 *
 * @param dry whether only to say what would be done
 * @param by who asks, as AWS verified it
 */
record RebuildOrder(boolean dry, Caller by, Instant now) implements Request {
    static final String VERB = "rebuild";

    private static final int SCHEMA = 1;

    static Optional<RebuildOrder> of(Members members, UrlRequest request) {
        return Optional.of(new RebuildOrder(members.flag("dryRun"), request.caller(), request.now()));
    }

    /** As the drift check's function is invoked: its schema is {@code events/drift-check}. */
    ObjectNode input() {
        ObjectNode input =
                Json.object().put("schema", SCHEMA).put("now", now.toString()).put("rebuild", true);
        if (dry) {
            input.put("dryRun", true);
        }
        return input.put("by", by.arn());
    }
}
