package slipway.local.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.local.time.ScaledClock;

/** The one port of the local cloud: an AWS SDK with {@code AWS_ENDPOINT_URL} set to it reaches every double. */
public final class Edge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    static {
        // Otherwise every small answer waits for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // SDKs keep idle connections for a minute; a server that closes them first breaks the next call.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final Door door;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Dispatcher dispatcher;
    private final Map<String, PlainHandler> mounted = new ConcurrentHashMap<>();
    private final Map<String, PlainHandler> pages = new ConcurrentHashMap<>();
    private final List<Consumer<Exchange>> observers = new CopyOnWriteArrayList<>();

    /**
     * Listens on loopback at once.
     *
     * @param port 0 for any free one
     * @param iam what every double asks, by way of the call
     */
    public Edge(int port, Identities identities, Authorizer iam, Faults faults, CallLog log, ScaledClock clock)
            throws IOException {
        dispatcher = new Dispatcher(identities, iam, faults, log, clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        door = open(port, server);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Door open(int port, HttpServer inside) throws IOException {
        try {
            return new Door(port, inside.getAddress());
        } catch (IOException | RuntimeException e) {
            inside.stop(0);
            throw e;
        }
    }

    public int port() {
        return door.port();
    }

    /** What {@code AWS_ENDPOINT_URL} is set to. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Lets the double answer to its signing names. */
    public void register(ServiceDouble service) {
        dispatcher.register(service);
    }

    /** What there is: the operations by the signing name of their service, both in order. */
    public SortedMap<String, SortedSet<String>> operations() {
        return dispatcher.operations();
    }

    /** Hands unsigned requests under the path to the handler; the longest prefix wins. */
    public void mount(String pathPrefix, PlainHandler handler) {
        mounted.put(pathPrefix, handler);
    }

    /** Hands unsigned GETs of exactly this path to the handler, before any that is mounted. */
    public void mountPage(String path, PlainHandler handler) {
        pages.put(path, handler);
    }

    /** Shows every signed request and its answer, after the fact; run what is returned to stop it. */
    public Runnable observe(Consumer<Exchange> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    @Override
    public void close() {
        door.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Incoming request = Incoming.of(exchange);
        answer(exchange, request);
        // Not where that failed: the server breaks the connection then, so that half an answer does not look whole.
        exchange.close();
    }

    private void answer(HttpExchange exchange, Incoming request) throws IOException {
        Optional<Credential> credential;
        try {
            credential = Credential.of(request.headers(), request.query());
        } catch (AwsError e) {
            Reply.send(exchange, EdgeErrors.render(request, e));
            return;
        }
        if (credential.isPresent()) {
            signed(exchange, request, credential.get());
        } else {
            Reply.send(exchange, plain(request));
        }
    }

    private void signed(HttpExchange exchange, Incoming request, Credential credential) throws IOException {
        byte[] body = request.body().readAllBytes();
        Optional<Answer> answer = dispatcher.dispatch(request, credential, body);
        if (answer.isPresent()) {
            byte[] written = Reply.send(exchange, answer.get());
            if (!observers.isEmpty()) {
                Exchange seen = Exchange.of(credential.service(), request, body, answer.get(), written);
                observers.forEach(observer -> observer.accept(seen));
            }
        }
    }

    private Answer plain(Incoming request) throws IOException {
        try {
            PlainHandler page = request.method().equals("GET") ? pages.get(request.path()) : null;
            if (page != null) {
                return page.handle(request);
            }
            return mounted.entrySet().stream()
                    .filter(mount -> request.path().startsWith(mount.getKey()))
                    .max(Comparator.comparingInt(mount -> mount.getKey().length()))
                    .orElseThrow(() ->
                            new AwsError(403, "MissingAuthenticationTokenException", "Missing Authentication Token"))
                    .getValue()
                    .handle(request);
        } catch (AwsError e) {
            return EdgeErrors.render(request, e);
        } catch (RuntimeException e) {
            LOG.error("The local cloud broke on {} {}", request.method(), request.path(), e);
            String why = "The local cloud broke: " + e.getMessage();
            return EdgeErrors.render(request, new AwsError(500, "InternalFailure", why));
        }
    }
}
