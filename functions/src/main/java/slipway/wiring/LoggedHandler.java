package slipway.wiring;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** A handler each of whose log lines tells the function and the request. */
public abstract class LoggedHandler implements RequestStreamHandler {
    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        PowertoolsLogging.initializeLogging(context);
        try {
            handle(input, output, context);
        } finally {
            PowertoolsLogging.clearState(true);
        }
    }

    /** As {@link RequestStreamHandler#handleRequest}. */
    protected abstract void handle(InputStream input, OutputStream output, Context context) throws IOException;
}
