package slipway.resource;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.customresource.Taking;
import slipway.wiring.LoggedHandler;

/** The service token: takes CloudFormation's requests in, and has none of the work. */
public final class ResourceRequestHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Taking taking;

    public ResourceRequestHandler() {
        this(DaggerResourceRequestComponent.create().taking());
    }

    ResourceRequestHandler(Taking taking) {
        this.taking = taking;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        taking.take(JSON.readTree(input));
    }
}
