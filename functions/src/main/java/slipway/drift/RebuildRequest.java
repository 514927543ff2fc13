package slipway.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import slipway.event.BadEvent;
import slipway.ledger.Caller;

/**
 * Somebody wants what the ledger has lost put together again.
 *
 * @param now decisions take their time from here, and it tells this rebuild from others
 * @param dry whether only to say what would be done
 * @param by who asked
 */
public record RebuildRequest(Instant now, boolean dry, Caller by) {

    /** Empty where the input asks for something else. */
    static Optional<RebuildRequest> of(JsonNode input) {
        if (!input.has("rebuild")) {
            return Optional.empty();
        }
        CheckRequest request = CheckRequest.of(input);
        Caller by =
                request.by().orElseThrow(() -> new BadEvent("by", "(missing)", "say who asked, as AWS verified it"));
        return Optional.of(
                new RebuildRequest(request.now(), input.path("dryRun").asBoolean(), by));
    }
}
