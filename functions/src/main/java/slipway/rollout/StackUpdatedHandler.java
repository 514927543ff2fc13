package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Pattern;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.wiring.LoggedHandler;

/** Takes the end of a stack's operation: what it changed of a runtime goes live where the target's declaration says so. */
public final class StackUpdatedHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STACK = Pattern.compile("arn:[a-z-]+:cloudformation:[a-z0-9-]+:[0-9]{12}:stack/\\S+");

    private final StackUpdates updates;

    public StackUpdatedHandler() {
        this(DaggerStackUpdatedComponent.create().updates());
    }

    StackUpdatedHandler(StackUpdates updates) {
        this.updates = updates;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        AwsEvent event = AwsEvent.of(JSON.readTree(input));
        String stack = event.text("stack-id");
        if (!STACK.matcher(stack).matches()) {
            throw new BadEvent("stack-id", stack, "expected the ARN of a stack");
        }
        updates.updated(stack, event.time());
    }
}
