package slipway.local.agentcore.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs images as plain processes of this machine: not in a container, with this user's rights, on loopback. An image is
 * unpacked once; processes of it share its files, and each has a home of its own.
 *
 * <p>When it is closed, or when this JVM is told to end, it leaves neither processes nor files.
 */
public final class ProcessHost implements AutoCloseable {
    private final HostPrograms programs;
    private final Health health;
    private final Unpacker.Limits limits;
    private final Map<List<String>, Path> unpacked = new HashMap<>();
    private final Set<AgentProcess> running = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Thread atExit = new Thread(this::end);
    private final Path work;
    private volatile boolean closed;

    public ProcessHost() {
        this(HostPrograms.ofThisMachine(), Health.USUAL, Unpacker.Limits.USUAL);
    }

    ProcessHost(HostPrograms programs, Health health, Unpacker.Limits limits) {
        this.programs = programs;
        this.health = health;
        this.limits = limits;
        try {
            this.work = Files.createTempDirectory("slipway-agents").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the image's program and returns when it is healthy.
     *
     * @param environment over the image's own
     * @param log takes what it writes, and what there is to say about it, line by line
     */
    public AgentProcess start(Bundle bundle, Map<String, String> environment, Consumer<String> log)
            throws StartFailed, InterruptedException {
        try {
            return healthy(bundle, environment, log);
        } catch (StartFailed e) {
            log.accept(e.getMessage());
            throw e;
        }
    }

    private AgentProcess healthy(Bundle bundle, Map<String, String> environment, Consumer<String> log)
            throws StartFailed, InterruptedException {
        Launch launch = new Launch(bundle, root(bundle.layers()), programs);
        AgentProcess agent = launched(launch, environment, log);
        try {
            agent.awaitHealthy();
            return agent;
        } catch (StartFailed | InterruptedException e) {
            agent.close();
            throw e;
        }
    }

    private AgentProcess launched(Launch launch, Map<String, String> environment, Consumer<String> log)
            throws StartFailed {
        try {
            Path home = Files.createTempDirectory(work, "home-");
            try {
                return launched(launch, environment, home, log);
            } catch (StartFailed | IOException | RuntimeException e) {
                forget(home);
                throw e;
            }
        } catch (IOException e) {
            throw StartFailed.died("The agent cannot be started: " + e.getMessage());
        }
    }

    private AgentProcess launched(Launch launch, Map<String, String> environment, Path home, Consumer<String> log)
            throws StartFailed, IOException {
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(launch.command()).directory(launch.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment(environment, port, home));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        AgentProcess agent = new AgentProcess(process, new Ping(client, port, health.timeout()), health, log);
        keep(agent, home);
        return agent;
    }

    private void keep(AgentProcess agent, Path home) {
        running.add(agent);
        var _ = agent.process().onExit().thenRun(() -> {
            running.remove(agent);
            forget(home);
        });
        if (closed) {
            agent.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The folder of the unpacked image. */
    private synchronized Path root(List<Layer> layers) throws StartFailed {
        List<String> key = layers.stream().map(Layer::digest).toList();
        Path there = unpacked.get(key);
        if (there != null) {
            return there;
        }
        if (closed) {
            throw StartFailed.died("The agents of this machine are being ended; no other is started");
        }
        try {
            Path root = Files.createTempDirectory(work, "image-");
            try {
                new Unpacker(root, limits).unpack(layers);
            } catch (IOException e) {
                forget(root);
                throw e;
            }
            unpacked.put(key, root);
            return root;
        } catch (LayerRefused e) {
            throw StartFailed.died(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw StartFailed.died("The image cannot be unpacked: " + e.getMessage());
        }
    }

    /** One at a time, and not while an image is unpacked: each would stumble over what the other does. */
    private synchronized void forget(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // A file of a process that is still dying; it lies in a temporary folder.
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM ends already.
        }
    }

    private void end() {
        closed = true;
        running.forEach(AgentProcess::close);
        running.forEach(agent -> agent.process().onExit().join());
        client.shutdownNow();
        forget(work);
    }
}
