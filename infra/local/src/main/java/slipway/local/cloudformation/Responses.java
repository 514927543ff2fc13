package slipway.local.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import slipway.local.edge.Answer;
import slipway.local.edge.Incoming;
import slipway.local.edge.PlainHandler;
import slipway.local.time.ScaledClock;

/**
 * Where custom resources answer: a presigned URL for each request, as if it were an object in a bucket of CloudFormation's.
 * The first PUT counts. S3 takes the others, too, and nobody looks at them.
 */
public final class Responses implements PlainHandler {
    /** Where the URLs are on the one port. */
    public static final String PATH = "/_cloudformation/response/";

    /** Bytes of a response at most (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html). */
    static final int LARGEST = 4096;

    private static final Duration VALID = Duration.ofHours(2);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ScaledClock clock;
    private final Supplier<URI> endpoint;
    private final Map<String, Awaited> byToken = new ConcurrentHashMap<>();

    /** @param endpoint of the one port */
    public Responses(ScaledClock clock, Supplier<URI> endpoint) {
        this.clock = clock;
        this.endpoint = endpoint;
    }

    /** An answer that somebody waits for. */
    final class Awaited {
        private final String signature = UUID.randomUUID().toString().replace("-", "");
        private final Instant began = clock.instant();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final String token = UUID.randomUUID().toString();

        /** Without a credential in its query, by which the edge would take it for a call of an API. */
        String url() {
            return "%s%s%s?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-SignedHeaders=host&X-Amz-Expires=%d&X-Amz-Signature=%s"
                    .formatted(endpoint.get(), PATH, token, DATE.format(began), VALID.toSeconds(), signature);
        }

        /**
         * Waits for the first PUT.
         *
         * @param scaled how long
         * @return its body, up to one byte more than it may have
         */
        byte[] await(Duration scaled) throws TimeoutException {
            try {
                return body.get(clock.real(scaled).toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The local cloud was stopped", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Awaited open() {
        Awaited awaited = new Awaited();
        byToken.put(awaited.token, awaited);
        return awaited;
    }

    @Override
    public Answer handle(Incoming request) throws IOException {
        Awaited awaited = byToken.get(request.path().substring(PATH.length()));
        if (awaited == null
                || !awaited.signature.equals(request.query().get("X-Amz-Signature"))
                || !isAsSigned(request)) {
            return refused(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided. Check your key and"
                            + " signing method.");
        }
        if (clock.instant().isAfter(awaited.began.plus(VALID))) {
            return refused(403, "AccessDenied", "Request has expired");
        }
        if (!request.headers().containsKey("content-length")) {
            return refused(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
        awaited.body.complete(request.body().readNBytes(LARGEST + 1));
        return Answer.of(200, "application/xml", new byte[0]).with("ETag", "\"" + awaited.token + "\"");
    }

    /** Signed for PUT, and for no type of content: clients that send one of their own are refused by S3. */
    private static boolean isAsSigned(Incoming request) {
        return request.method().equals("PUT")
                && request.headers().getOrDefault("content-type", "").isEmpty();
    }

    private static Answer refused(int status, String code, String message) {
        String xml = "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message);
        return Answer.of(status, "application/xml", xml.getBytes(UTF_8));
    }
}
