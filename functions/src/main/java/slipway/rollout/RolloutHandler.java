package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import slipway.ledger.RolloutId;
import slipway.wiring.LoggedHandler;

/** The state machine's Advance and Park: one visit to a rollout, at the state machine's time. */
public final class RolloutHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA = 1;

    private final Advance advance;

    public RolloutHandler() {
        this(DaggerRolloutComponent.create().advance());
    }

    RolloutHandler(Advance advance) {
        this.advance = advance;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode request = JSON.readTree(input);
        if (request.path("schema").asInt() != SCHEMA) {
            throw new IllegalArgumentException(
                    "schema is %s; this version of Slipway reads %d".formatted(request.path("schema"), SCHEMA));
        }
        RolloutId id = new RolloutId(request.path("rollout").asText());
        if (request.has("token")) {
            advance.park(id, request.path("token").asText());
            JSON.writeValue(output, JSON.createObjectNode());
            return;
        }
        Instant now = Instant.parse(request.path("now").asText());
        Step step = advance.advance(
                id, request.path("execution").asText(), request.path("turn").asInt(), now);
        JSON.writeValue(output, answer(step));
    }

    private static ObjectNode answer(Step step) {
        ObjectNode answer = JSON.createObjectNode();
        return switch (step) {
            case Step.Pause pause -> answer.put("next", "Pause").put("seconds", seconds(pause.duration()));
            case Step.Park park -> answer.put("next", "Park").put("seconds", seconds(park.duration()));
            case Step.SmokeTest test ->
                answer.put("next", "SmokeTest").put("endpoint", test.endpoint()).put("attempt", test.attempt());
            case Step.Finished _ -> answer.put("next", "Finished");
        };
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }
}
