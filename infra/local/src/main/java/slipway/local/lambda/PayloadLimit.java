package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import slipway.local.edge.AwsError;

/**
 * How large an event may be, by the type of its invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
 */
enum PayloadLimit {
    SYNCHRONOUS("RequestResponse", 6 * 1024 * 1024),
    ASYNCHRONOUS("Event", 1024 * 1024);

    private final String type;
    private final int bytes;

    PayloadLimit(String type, int bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    void check(JsonNode payload) {
        check(payload.toString().getBytes(StandardCharsets.UTF_8).length);
    }

    /** @throws AwsError 413 for what is larger */
    void check(int size) {
        if (size > bytes) {
            throw new AwsError(
                    413,
                    "RequestEntityTooLargeException",
                    "%d byte payload is too large for the %s invocation type (limit %d bytes)"
                            .formatted(size, type, bytes));
        }
    }
}
