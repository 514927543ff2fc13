package slipway.local.agentcore.process;

import java.util.List;
import java.util.Map;

/**
 * Images of one small agent in plain Java, which does what its variable MODE says, and tells its process's id and how
 * often that was invoked.
 */
public final class Programs {
    private static final String AGENT = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;
            import java.util.concurrent.atomic.AtomicBoolean;
            import java.util.concurrent.atomic.AtomicInteger;
            import java.util.concurrent.locks.LockSupport;

            class Agent {
                public static void main(String[] arguments) throws Exception {
                    String mode = System.getenv().getOrDefault("MODE", "");
                    System.out.println("mode " + mode);
                    if (mode.equals("parent") || mode.equals("orphan") || mode.equals("stillborn")) {
                        System.out.println("child " + new ProcessBuilder("sleep", "600").start().pid());
                    }
                    if (mode.equals("exits")) {
                        System.exit(3);
                    }
                    InetAddress address = mode.equals("open") ? null : InetAddress.getByName(System.getenv("HOST"));
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
                    AtomicInteger pings = new AtomicInteger();
                    AtomicBoolean ill = new AtomicBoolean(mode.equals("ill") || mode.equals("stillborn"));
                    server.createContext("/ping", exchange -> {
                        byte[] status = ("{\\"status\\":\\"" + (ill.get() ? "Unwell" : "Healthy") + "\\"}").getBytes();
                        exchange.sendResponseHeaders(200, status.length);
                        exchange.getResponseBody().write(status);
                        exchange.close();
                        ill.set(ill.get() || mode.equals("sickens"));
                        if ((mode.equals("orphan") || mode.equals("stillborn")) && pings.incrementAndGet() == 3) {
                            System.exit(4);
                        }
                    });
                    AtomicInteger count = new AtomicInteger();
                    server.createContext("/invocations", exchange -> {
                        if (new String(exchange.getRequestBody().readAllBytes()).contains("crash")) {
                            if (mode.equals("lingers")) {
                                // Its connections end before it does.
                                server.stop(0);
                                LockSupport.parkNanos(100_000_000);
                            }
                            Runtime.getRuntime().halt(5);
                        }
                        String told = "{'pid':%d,'count':%d,'mode':'%s','key':'%s'}"
                                .formatted(
                                        ProcessHandle.current().pid(),
                                        count.incrementAndGet(),
                                        mode,
                                        System.getenv("AWS_ACCESS_KEY_ID"));
                        byte[] body = told.replace('\\'', '"').getBytes();
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.createContext("/env", exchange -> {
                        StringBuilder told = new StringBuilder("user.dir=" + System.getProperty("user.dir") + "\\n");
                        System.getenv().forEach((name, value) -> told.append(name + "=" + value + "\\n"));
                        byte[] body = told.toString().getBytes();
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private Programs() {}

    public static Bundle agent() {
        return agent(List.of("java", "/app/Agent.java"));
    }

    static Bundle agent(List<String> command) {
        Layer layer = new Tarball()
                .file("app/Agent.java", AGENT)
                .file("app/start", "#!/bin/sh\nexec sleep 600\n", 0755)
                .file("app/data", "", 0644)
                .zipped();
        return new Bundle(List.of(layer), command, "/app/work", Map.of("FROM", "image", "OVER", "image"));
    }
}
