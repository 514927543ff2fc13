package slipway.customresource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Puts answers to their presigned URLs, once each, and follows no redirect: it would lead away from CloudFormation. The
 * content type is empty, because the URL is signed so
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html).
 */
public final class HttpSender implements Sender {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    private final Duration patience;
    private final HttpClient http;

    public HttpSender() {
        this(TO_CONNECT, TO_ANSWER);
    }

    HttpSender(Duration connect, Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    @Override
    public void send(URI url, byte[] body) {
        int status = put(url, body);
        if (status / 100 != 2) {
            throw new NotSent("its host answered " + status);
        }
    }

    private int put(URI url, byte[] body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "")
                    .timeout(patience)
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            // By its kind alone: a message may name the URL.
            throw new NotSent(
                    "its host gave no answer (%s)".formatted(e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent("it was interrupted");
        }
    }
}
