package slipway.local.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import slipway.local.edge.Place;

/** DynamoDB Local in this process, in memory, on a loopback port; its own server would listen on every interface. */
public final class Engine implements AutoCloseable {
    private static final int THREADS = 32;
    private static final String ITS_ARN = "arn:aws:dynamodb:ddblocal:000000000000:";

    /** What the engine answered. */
    record Reply(int status, String body) {}

    private final Place place;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Server> server;

    /** Starts at once, in the background: a call waits until the engine is there, about a second. */
    public Engine(Place place) {
        this.place = place;
        this.server = CompletableFuture.supplyAsync(
                Engine::start,
                task -> Thread.ofPlatform().daemon().name("dynamodb").start(task));
    }

    private static Server start() {
        try {
            QueuedThreadPool threads = new QueuedThreadPool(THREADS);
            threads.setDaemon(true);
            Server server = new Server(threads);
            ServerConnector connector = new ServerConnector(server);
            connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
            server.addConnector(connector);
            var tables = new LocalDynamoDBRequestHandler(0, true, null, true, false);
            server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(tables, null), "/"));
            server.start();
            return server;
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start: " + e.getMessage(), e);
        }
    }

    /** Does the operation, whoever asks. */
    Reply call(String operation, String body) {
        int port = ((ServerConnector) server.join().getConnectors()[0]).getLocalPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                // The engine reads the key and the Region from it and verifies nothing.
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Reply(reply.statusCode(), reply.body().replace(ITS_ARN, place.arn("dynamodb", "")));
        } catch (IOException e) {
            throw new IllegalStateException("DynamoDB Local does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while DynamoDB Local worked", e);
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            server.join().stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not stop: " + e.getMessage(), e);
        }
    }
}
