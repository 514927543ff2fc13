import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sample agent in plain Java, without any library: it takes the steps that it is told, each a word of the prompt.
 *
 * <pre>
 * PORT=8080 HOST=127.0.0.1 java Agent.java
 * curl 127.0.0.1:8080/invocations -H 'X-Amzn-Bedrock-AgentCore-Runtime-Session-Id: me' -d '{"prompt":"check pack send"}'
 * </pre>
 *
 * <p>A prompt of {@code ping} is answered by {@code ok}, any other one by the number of its steps. Each answer tells the
 * agent's version, from its image, and the how-manieth it is in its session; with {@code "stream":true} it comes as
 * server-sent events, a step at a time. Asked to, {@code {"write":"4711","text":"packed"}}, it takes a {@linkplain Notes
 * note}. Without PORT and HOST it listens where AgentCore expects a container to: on port 8080 of every address.
 */
public final class Agent {
    private static final Pattern PROMPT = text("prompt");
    private static final Pattern WRITE = text("write");
    private static final Pattern TEXT = text("text");
    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
    private static final int STEP_MILLIS = 100;

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Notes notes = new Notes(System.getenv());

    public static void main(String[] arguments) throws IOException {
        // Without it, an answer waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Map<String, String> environment = System.getenv();
        String host = environment.getOrDefault("HOST", "0.0.0.0");
        int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
        Agent agent = new Agent();
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ping", exchange -> send(exchange, "{\"status\":\"Healthy\"}"));
        server.createContext("/invocations", agent::invoke);
        server.start();
        System.out.println("listening on " + server.getAddress());
    }

    private void invoke(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String session = exchange.getRequestHeaders().getFirst("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id");
        int count = counts.merge(String.valueOf(session), 1, Integer::sum);
        String prompt = member(PROMPT, request);
        String whole = """
                {"answer":"%s","agent":"workflow","version":"%s","count":%d,"pid":%d}"""
                .formatted(
                        answer(request, prompt),
                        System.getenv().getOrDefault("AGENT_VERSION", "unknown"),
                        count,
                        ProcessHandle.current().pid());
        if (STREAM.matcher(request).find()) {
            stream(exchange, prompt.split(" "), whole);
        } else {
            send(exchange, whole);
        }
    }

    /** As it stands between the quotes of a JSON string. */
    private String answer(String request, String prompt) {
        String id = member(WRITE, request);
        if (!id.isEmpty()) {
            return notes.write(id, member(TEXT, request));
        }
        return prompt.equals("ping") ? "ok" : prompt.split(" ").length + " steps taken";
    }

    /** The JDK has no JSON; these members, and whether to stream, are all that this agent looks at. */
    private static Pattern text(String member) {
        return Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"\\\\]*)\"");
    }

    private static String member(Pattern member, String request) {
        Matcher found = member.matcher(request);
        return found.find() ? found.group(1) : "";
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void stream(HttpExchange exchange, String[] steps, String whole) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String step : steps) {
                event(out, "{\"step\":\"" + step + "\"}");
                Thread.sleep(STEP_MILLIS);
            }
            event(out, whole);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void event(OutputStream out, String json) throws IOException {
        out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
