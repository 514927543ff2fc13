package slipway.drift;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import slipway.wiring.LoggedHandler;

/** Takes the schedule's turn, a person's wish to look now, and one to put a lost ledger together again. */
public final class DriftCheckHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a page of targets may take, and the end of the invocation with it. */
    private static final int LEFT_MILLIS = 60_000;

    private final DriftCheck check;
    private final Rebuilding rebuilding;

    public DriftCheckHandler() {
        this(DaggerDriftComponent.create());
    }

    private DriftCheckHandler(DriftComponent parts) {
        this(parts.check(), parts.rebuilding());
    }

    DriftCheckHandler(DriftCheck check, Rebuilding rebuilding) {
        this.check = check;
        this.rebuilding = rebuilding;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode asked = JSON.readTree(input);
        BooleanSupplier timeIsUp = () -> context.getRemainingTimeInMillis() < LEFT_MILLIS;
        Optional<RebuildRequest> rebuild = RebuildRequest.of(asked);
        if (rebuild.isPresent()) {
            rebuilding.rebuild(rebuild.get(), timeIsUp);
        } else {
            check.check(CheckRequest.of(asked), timeIsUp);
        }
    }
}
