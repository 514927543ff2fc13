package slipway.smoke;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import slipway.agentruntime.EndpointName;
import slipway.ledger.RolloutId;
import slipway.wiring.LoggedHandler;

/** Tests the agent behind an endpoint for a rollout, and answers only where in the ledger the verdict is. */
public final class SmokeTestHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RolloutTest test;

    public SmokeTestHandler() {
        this(DaggerSmokeComponent.create().test());
    }

    SmokeTestHandler(RolloutTest test) {
        this.test = test;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode request = JSON.readTree(input);
        String verdict = test.run(
                new RolloutId(request.path("rollout").asText()),
                new EndpointName(request.path("endpoint").asText()),
                request.path("attempt").asInt(),
                context.getInvokedFunctionArn(),
                Instant.parse(request.path("now").asText()));
        JSON.writeValue(output, JSON.createObjectNode().put("verdict", verdict));
    }
}
