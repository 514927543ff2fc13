package slipway.operate;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.wiring.LoggedHandler;

/** Takes people's orders from a function URL that only they can call whom IAM lets. */
public final class OperatorHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Operator operator;

    public OperatorHandler() {
        this(DaggerOperatorComponent.create().operator());
    }

    OperatorHandler(Operator operator) {
        this.operator = operator;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        JSON.writeValue(output, UrlAnswer.of(() -> operator.act(Order.of(UrlRequest.of(event)))));
    }
}
