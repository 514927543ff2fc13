package slipway.operate;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.wiring.LoggedHandler;

/** Takes people's orders from a function URL that only they can call whom IAM lets. */
public final class OperatorHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Operator operator;
    private final Looking looking;

    public OperatorHandler() {
        this(DaggerOperatorComponent.create());
    }

    private OperatorHandler(OperatorComponent parts) {
        this(parts.operator(), parts.looking());
    }

    OperatorHandler(Operator operator, Looking looking) {
        this.operator = operator;
        this.looking = looking;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        JSON.writeValue(output, UrlAnswer.of(() -> answer(Request.of(UrlRequest.of(event)))));
    }

    private ObjectNode answer(Request request) {
        return switch (request) {
            case Order order -> operator.act(order);
            case LookOrder look -> looking.look(look);
            case RebuildOrder rebuild -> looking.rebuild(rebuild);
        };
    }
}
