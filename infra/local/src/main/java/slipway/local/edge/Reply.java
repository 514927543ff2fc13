package slipway.local.edge;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/** Writes an answer to the wire, each piece at once, and keeps the beginning of what it wrote. */
final class Reply {
    private Reply() {}

    static byte[] send(HttpExchange exchange, Answer answer) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        boolean wanted = false;
        try {
            wanted = begin(exchange, answer);
        } finally {
            if (!wanted) {
                answer.body().discard();
            }
        }
        if (wanted) {
            OutputStream out = new Flushing(exchange.getResponseBody(), kept);
            answer.body().writeTo(out);
            // Only now: it ends the chunks.
            out.close();
        }
        return kept.toByteArray();
    }

    /** Writes all but the body, and tells whether that is to follow. */
    private static boolean begin(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        String length = exchange.getResponseHeaders().getFirst("Content-Length");
        boolean empty = "0".equals(length)
                || exchange.getRequestMethod().equals("HEAD")
                || answer.status() == 204
                || answer.status() == 304;
        // Zero means chunks to the JDK's server, and -1 no body.
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : length == null ? 0 : Long.parseLong(length));
        return !empty;
    }

    private static final class Flushing extends FilterOutputStream {
        private final ByteArrayOutputStream kept;

        Flushing(OutputStream out, ByteArrayOutputStream kept) {
            super(out);
            this.kept = kept;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            kept.write(bytes, offset, Math.min(length, Exchange.BODY_LIMIT - kept.size()));
            out.write(bytes, offset, length);
            out.flush();
        }
    }
}
