package slipway.resource;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import slipway.customresource.Looking;
import slipway.customresource.Next;
import slipway.wiring.LoggedHandler;

/** The state machine's Look: one look at a request, at the state machine's time. */
public final class ResourceProgressHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA = 1;

    private final Looking looking;

    public ResourceProgressHandler() {
        this(DaggerResourceProgressComponent.create().looking());
    }

    ResourceProgressHandler(Looking looking) {
        this.looking = looking;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode look = JSON.readTree(input);
        if (look.path("schema").asInt() != SCHEMA) {
            throw new IllegalArgumentException(
                    "schema is %s; this version of Slipway reads %d".formatted(look.path("schema"), SCHEMA));
        }
        Next next = looking.look(
                look.path("request").asText(),
                Instant.parse(look.path("startedAt").asText()),
                Instant.parse(look.path("now").asText()));
        JSON.writeValue(output, answer(next));
    }

    private static ObjectNode answer(Next next) {
        ObjectNode answer = JSON.createObjectNode();
        return switch (next) {
            case Next.Look look ->
                answer.put("next", "Pause").put("seconds", look.pause().toSeconds());
            case Next.End _ -> answer.put("next", "Finished");
        };
    }
}
