package slipway.operate;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.wiring.LoggedHandler;

/** Tells people how things stand, through a function URL that only they can call whom IAM lets. */
public final class StatusHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Status status;

    public StatusHandler() {
        this(DaggerStatusComponent.create().status());
    }

    StatusHandler(Status status) {
        this.status = status;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        JSON.writeValue(output, UrlAnswer.of(() -> status.show(View.of(UrlRequest.of(event)))));
    }
}
