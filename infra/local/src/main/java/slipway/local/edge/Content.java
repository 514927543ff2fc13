package slipway.local.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Undoes what {@code Content-Encoding} says was done to a body: SDKs compress large ones, of PutMetricData above all. */
final class Content {
    /** Bytes. More than any operation takes. */
    private static final int LIMIT = 16 << 20;

    private Content() {}

    static byte[] of(byte[] body, String encoding) {
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip" -> unzipped(body);
            default ->
                throw new AwsError(
                        415, "UnsupportedMediaTypeException", "Content-Encoding may be gzip, not '" + encoding + "'");
        };
    }

    private static byte[] unzipped(byte[] body) {
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] content = plain.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new AwsError(413, "RequestEntityTooLargeException", "The body is over " + LIMIT + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "The body is not gzip, as its Content-Encoding says");
        }
    }
}
