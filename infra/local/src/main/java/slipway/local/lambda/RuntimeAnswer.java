package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** An answer to the runtime interface client. */
final class RuntimeAnswer {
    private RuntimeAnswer() {}

    /** Head and body in one array, because a second write waits for the first one's acknowledgement. */
    static byte[] of(String status, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        new TreeMap<>(headers).forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head.toString().getBytes(ISO_8859_1));
        all.write(body);
        return all.toByteArray();
    }
}
