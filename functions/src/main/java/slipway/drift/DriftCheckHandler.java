package slipway.drift;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.wiring.LoggedHandler;

/** Takes the schedule's turn, and a person's wish to look now. */
public final class DriftCheckHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a page of targets may take, and the end of the invocation with it. */
    private static final int LEFT_MILLIS = 60_000;

    private final DriftCheck check;

    public DriftCheckHandler() {
        this(DaggerDriftComponent.create().check());
    }

    DriftCheckHandler(DriftCheck check) {
        this.check = check;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        CheckRequest request = CheckRequest.of(JSON.readTree(input));
        check.check(request, () -> context.getRemainingTimeInMillis() < LEFT_MILLIS);
    }
}
