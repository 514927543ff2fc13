package slipway.local.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import slipway.local.time.ScaledClock;

/** A running edge with one small service, and a client that signs as SDKs do. */
final class EdgeFixture implements AutoCloseable {
    static final Place PLACE = new Place("111122223333", "eu-central-1");
    static final String ROLE = "arn:aws:iam::111122223333:role/orders-writer";
    static final Caller WRITER =
            new Caller.RoleSession(ROLE, "arn:aws:sts::111122223333:assumed-role/orders-writer/one");

    final ScaledClock clock = new ScaledClock(100);
    final Identities identities = new Identities(PLACE);
    final CallLog log = new CallLog(100);
    final Faults faults = new Faults(identities, clock);
    final Orders orders = new Orders();
    final Edge edge;
    private final HttpClient http = HttpClient.newHttpClient();

    EdgeFixture() throws IOException {
        edge = new Edge(0, identities, EdgeFixture::nobodyDeletes, faults, log, clock);
        edge.register(orders);
    }

    HttpResponse<String> call(String accessKeyId, String operation) throws IOException, InterruptedException {
        return call(Signed.by("orders", identities, accessKeyId), operation);
    }

    HttpResponse<String> call(Signed signed, String operation) throws IOException, InterruptedException {
        return send(signed.post(edge.uri(), json(operation), "{}"));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static Map<String, String> json(String operation) {
        return Map.of("x-amz-target", "Orders." + operation, "content-type", "application/x-amz-json-1.1");
    }

    private static void nobodyDeletes(Caller caller, String action, String resource, Map<String, String> context) {
        if (action.equals("orders:Delete")) {
            throw AwsError.accessDenied(caller, action, resource);
        }
    }

    @Override
    public void close() {
        edge.close();
        clock.close();
    }

    /** A body that is never to be written, and tells when it is let go. */
    static final class Unread implements Answer.Body {
        final CountDownLatch discarded = new CountDownLatch(1);

        @Override
        public void writeTo(OutputStream out) throws IOException {
            throw new IOException("nobody wanted it");
        }

        @Override
        public void discard() {
            discarded.countDown();
        }
    }

    /** Counts what really happened to it. */
    static final class Orders extends JsonService {
        final AtomicInteger placed = new AtomicInteger();

        @Override
        public Set<String> signingNames() {
            return Set.of("orders");
        }

        @Override
        protected Map<String, Operation> operations() {
            return Map.of("Place", this::place, "Delete", Orders::delete, "Peek", (call, input) -> answer());
        }

        private ObjectNode place(Call call, ObjectNode input) {
            call.authorize("orders:Place", "arn:aws:orders:eu-central-1:111122223333:book/today");
            return answer().put("number", placed.incrementAndGet());
        }

        private static ObjectNode delete(Call call, ObjectNode input) {
            call.authorize("orders:Delete", "*");
            return answer();
        }

        private static ObjectNode answer() {
            return JSON.createObjectNode();
        }
    }
}
