package slipway.local.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** A function that cannot be made. */
public final class Stillborn implements RequestHandler<Map<String, Object>, Object> {
    public Stillborn() {
        throw new IllegalStateException("no table");
    }

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        return event;
    }
}
