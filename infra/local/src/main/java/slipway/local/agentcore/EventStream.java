package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Writes events as {@value #TYPE}, each in a message with its checksums. */
final class EventStream {
    static final String TYPE = "application/vnd.amazon.eventstream";

    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /** @param type the event's member in the API model */
    void event(String type, JsonNode payload) throws IOException {
        Map<String, HeaderValue> headers = Map.of(
                ":message-type", HeaderValue.fromString("event"),
                ":event-type", HeaderValue.fromString(type),
                ":content-type", HeaderValue.fromString("application/json"));
        new Message(headers, Json.write(payload)).encode(out);
        out.flush();
    }
}
