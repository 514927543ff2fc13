package slipway.local.edge;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** What a double answers: status, headers and a body that may be streamed. */
public record Answer(int status, Map<String, String> headers, Body body) {

    /** Either written or discarded, once. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;

        /** Lets go of what it holds: nobody is to read it. */
        default void discard() {}
    }

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(
                status,
                Map.of("Content-Type", contentType, "Content-Length", String.valueOf(body.length)),
                out -> out.write(body));
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
