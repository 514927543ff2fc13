package slipway.local.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import slipway.local.edge.Place;

/** DynamoDB Local in this process, in memory, on a loopback port; its own server would listen on every interface. */
public final class Engine implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Held, or its level would be forgotten: the engine's own engine tells of each opening. */
    private static final java.util.logging.Logger SQLITE =
            java.util.logging.Logger.getLogger("com.almworks.sqlite4java");

    static {
        SQLITE.setLevel(java.util.logging.Level.WARNING);
    }

    private static final int THREADS = 32;
    /** As many as BatchGetItem takes. */
    private static final int MOST_KEYS = 100;

    private static final String ITS_ARN = "arn:aws:dynamodb:ddblocal:000000000000:";

    /** The key of an item. */
    public record Key(String pk, String sk) {
        private void addTo(ArrayNode keys) {
            ObjectNode key = keys.addObject();
            key.putObject("pk").put("S", pk);
            key.putObject("sk").put("S", sk);
        }
    }

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

    /**
     * The items of these keys that there are, as plain JSON, for who only looks: no permission, no call in a log.
     *
     * @param keys partition key {@code pk} and sort key {@code sk}, no two the same; none where there is no such table
     */
    public List<ObjectNode> items(String table, Collection<Key> keys) {
        List<ObjectNode> items = new ArrayList<>();
        List<Key> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            ObjectNode wanted = JSON.createObjectNode();
            ArrayNode some = wanted.putObject("RequestItems")
                    .putObject(table)
                    .put("ConsistentRead", true)
                    .putArray("Keys");
            all.subList(from, Math.min(all.size(), from + MOST_KEYS)).forEach(key -> key.addTo(some));
            Reply reply = call("BatchGetItem", wanted.toString());
            if (reply.status() == 200) {
                read(reply.body()).path("Responses").path(table).forEach(item -> items.add(Items.plain(item)));
            }
        }
        return items;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
