package slipway.resource;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.customresource.GivingUp;
import slipway.wiring.LoggedHandler;

/**
 * Answers for the other two: it gets Lambda's record of a request that could not be taken in, and from the state machine
 * the key of one whose looks came to nothing.
 */
public final class ResourceFailedHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TAKEN = "request";

    private final GivingUp givingUp;

    public ResourceFailedHandler() {
        this(DaggerResourceFailedComponent.create().givingUp());
    }

    ResourceFailedHandler(GivingUp givingUp) {
        this.givingUp = givingUp;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        if (event.has(TAKEN)) {
            givingUp.afterLooks(event.path(TAKEN).asText());
        } else {
            givingUp.untaken(event.path("requestPayload"), context.getAwsRequestId());
        }
        JSON.writeValue(output, JSON.createObjectNode());
    }
}
