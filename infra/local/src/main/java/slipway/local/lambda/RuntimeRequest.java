package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the runtime interface client: as much of HTTP/1.1 as it speaks.
 *
 * @param headers by lower-case name
 */
record RuntimeRequest(String method, String path, Map<String, String> headers, byte[] body) {

    /** The next request of the connection; null when the client has hung up. */
    static @Nullable RuntimeRequest read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = headers(in);
        String[] words = first.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("Not a request: " + first);
        }
        return new RuntimeRequest(words[0], words[1], headers, body(in, headers));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = need(in); !line.isEmpty(); line = need(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks(in);
        }
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(need(in), 16);
        while (size > 0) {
            body.write(in.readNBytes(size));
            need(in);
            size = Integer.parseInt(need(in), 16);
        }
        need(in);
        return body.toByteArray();
    }

    private static String need(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("The client hung up in the middle of a request");
        }
        return line;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.write(next);
            }
            next = in.read();
        }
        return line.toString(ISO_8859_1);
    }
}
