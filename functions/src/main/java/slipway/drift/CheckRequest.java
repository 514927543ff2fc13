package slipway.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.event.BadEvent;
import slipway.ledger.Caller;
import slipway.target.TargetName;

/**
 * What a drift check is asked for.
 *
 * @param now decisions take their time from here
 * @param targets only these; empty for all of them
 * @param heal whether to heal: true also where the declaration only reports, or where it was tried before; false
 *     nowhere; absent as each declaration says
 * @param by who asked; absent for the schedule
 */
public record CheckRequest(Instant now, List<TargetName> targets, Optional<Boolean> heal, Optional<Caller> by) {
    private static final int SCHEMA = 1;

    /** The schedule's, at that time. */
    public static CheckRequest scheduled(Instant now) {
        return new CheckRequest(now, List.of(), Optional.empty(), Optional.empty());
    }

    /** @throws BadEvent naming the member that is missing or wrong */
    static CheckRequest of(JsonNode input) {
        if (input.path("schema").asInt() != SCHEMA) {
            throw new BadEvent("schema", input.path("schema").toString(), "this version of Slipway reads " + SCHEMA);
        }
        if (input.path("targets").isArray() && input.path("targets").isEmpty()) {
            throw new BadEvent("targets", "[]", "leave it out for all of them");
        }
        Optional<Boolean> heal =
                input.has("heal") ? Optional.of(input.path("heal").asBoolean()) : Optional.empty();
        return new CheckRequest(
                time(input),
                input.path("targets").valueStream().map(CheckRequest::target).toList(),
                heal,
                Optional.ofNullable(input.path("by").textValue()).map(Caller::new));
    }

    private static Instant time(JsonNode input) {
        try {
            return Instant.parse(input.path("now").asText());
        } catch (DateTimeException e) {
            throw new BadEvent("now", input.path("now").toString(), "expected a time as in 2026-01-31T12:00:00Z");
        }
    }

    private static TargetName target(JsonNode name) {
        try {
            return new TargetName(name.asText());
        } catch (IllegalArgumentException e) {
            throw new BadEvent("targets", name.toString(), "expected targets' names");
        }
    }

    /** Whether somebody asked, and waits for the answer. */
    boolean onDemand() {
        return by.isPresent() || heal.isPresent() || !targets.isEmpty();
    }
}
