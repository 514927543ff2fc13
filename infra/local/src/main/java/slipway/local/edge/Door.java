package slipway.local.edge;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port itself, before the HTTP server: it shows TLS out at once. Registry clients try TLS first, and the server
 * would wait for the rest of what it takes for a line of HTTP, until they give up after ten seconds.
 */
final class Door implements AutoCloseable {
    /** The first byte of a TLS handshake, and of no HTTP request. */
    private static final int TLS = 0x16;

    private static final int BACKLOG = 200;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final ServerSocket door;
    private final InetSocketAddress inside;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Opens at once, on loopback.
     *
     * @param port 0 for any free one
     * @param inside where HTTP is served
     * @throws IllegalArgumentException when the port is taken, or is none
     */
    Door(int port, InetSocketAddress inside) throws IOException {
        this.inside = inside;
        try {
            door = new ServerSocket(port, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        } catch (BindException e) {
            throw new IllegalArgumentException(
                    "The port %d cannot be had (%s): another local cloud may be running. Stop it, or choose another port"
                            .formatted(port, e.getMessage()),
                    e);
        }
        threads.execute(this::admit);
    }

    int port() {
        return door.getLocalPort();
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                open.add(guest);
                threads.execute(() -> receive(guest));
            } catch (IOException e) {
                refused(e);
            }
        }
    }

    /** Closed meanwhile; or there is something that it lacks, such as file descriptors, and may have again later. */
    private void refused(IOException e) {
        if (!door.isClosed()) {
            LOG.warn("Nobody can be let in at port {}: {}", port(), e.getMessage());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void receive(Socket guest) {
        try (guest) {
            int first = guest.getInputStream().read();
            if (first >= 0 && first != TLS) {
                lead(guest, first);
            }
        } catch (IOException e) {
            // Whoever hangs up needs no answer.
        } finally {
            open.remove(guest);
        }
    }

    private void lead(Socket guest, int first) throws IOException {
        Socket host = new Socket(inside.getAddress(), inside.getPort());
        open.add(host);
        try {
            host.setTcpNoDelay(true);
            guest.setTcpNoDelay(true);
            host.getOutputStream().write(first);
            Future<?> back = threads.submit(() -> {
                carry(host, guest);
                close(guest);
            });
            carry(guest, host);
            back.get();
        } catch (ExecutionException | InterruptedException e) {
            // The port closes.
        } finally {
            close(host);
        }
    }

    /** What one says, to the other, as it comes; the end as well. */
    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(to);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new IllegalStateException("The port does not close: " + e.getMessage(), e);
        }
        open.forEach(this::close);
        threads.shutdownNow();
    }
}
