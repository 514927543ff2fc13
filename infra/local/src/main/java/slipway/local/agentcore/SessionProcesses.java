package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.process.AgentProcess;
import slipway.local.agentcore.process.ProcessHost;
import slipway.local.agentcore.process.StartFailed;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/**
 * A process for each session, as AgentCore gives each a microVM of its own. It starts with the session's first
 * invocation and ends with the session, by idleness or age in scaled time, and with its version.
 *
 * <p>A laptop holds fewer than AWS: when one too many is to start, the one that was idle for longest ends, and its
 * session goes on with a cold start. Where all are busy, the quota of sessions is reached.
 */
final class SessionProcesses implements AutoCloseable {
    /** The image's label, and the value that lets it run. */
    static final String LABEL = "slipway.local.run";

    static final String PROCESS = "process";
    static final int MOST = 12;

    /** On the wall: between the end of a process's connections and of the process there is next to nothing. */
    private static final Duration END = Duration.ofMillis(500);

    private record Key(String runtime, String endpoint, String session) {}

    private final Place place;
    private final ScaledClock clock;
    private final ProcessHost host;
    private final AgentSessions sessions;
    private final BiConsumer<String, String> logs;
    private final int most;
    private final Map<Key, Seat> seats = new HashMap<>();
    private long uses;

    /** @param logs takes a log group's name and a line */
    SessionProcesses(
            Place place,
            ScaledClock clock,
            ProcessHost host,
            AgentSessions sessions,
            BiConsumer<String, String> logs,
            int most) {
        this.place = place;
        this.clock = clock;
        this.host = host;
        this.sessions = sessions;
        this.logs = logs;
        this.most = most;
    }

    static boolean wants(Images.Image image) {
        return PROCESS.equals(image.labels().get(LABEL));
    }

    /** Where the session's process listens; it counts as busy until it is {@linkplain Seat#leave left}. */
    Seat take(Visit visit, Images.Image image) {
        Seat seat;
        boolean fresh;
        synchronized (this) {
            Key key = new Key(visit.runtime(), visit.endpoint(), visit.session());
            Seat there = seats.get(key);
            fresh = there == null || there.isOver() || !there.began.equals(visit.began());
            seat = there == null || fresh ? admit(key, visit) : there;
            seat.busy++;
            seat.lastUse = ++uses;
        }
        if (fresh) {
            seat.start(image);
        }
        return seat;
    }

    private Seat admit(Key key, Visit visit) {
        end(seat -> seat.isOver() || seat.key.equals(key));
        if (seats.size() >= most) {
            Seat idlest = seats.values().stream()
                    .filter(seat -> seat.busy == 0)
                    .min(Comparator.comparingLong(seat -> seat.lastUse))
                    .orElseThrow(() -> Faults.quota(
                            "%d sessions are busy, the most that run as processes here at a time".formatted(most)));
            idlest.log("Ended to make room for another session's process: %d run at a time here".formatted(most));
            end(idlest);
        }
        Seat seat = new Seat(key, visit);
        seats.put(key, seat);
        return seat;
    }

    /** The session is over. */
    void end(String runtime, String endpoint, String session) {
        end(seat -> seat.key.equals(new Key(runtime, endpoint, session)));
    }

    /** The runtime, or this version of it, is deleted. */
    void end(String runtime, @Nullable Integer version) {
        end(seat -> seat.key.runtime().equals(runtime) && (version == null || seat.version.number() == version));
    }

    private synchronized void end(Predicate<Seat> which) {
        seats.values().stream().filter(which).toList().forEach(this::end);
    }

    private synchronized void end(Seat seat) {
        seats.remove(seat.key, seat);
        seat.close();
    }

    @Override
    public void close() {
        end(_ -> true);
        host.close();
    }

    /** What one session has: a process, or its start. */
    final class Seat implements AutoCloseable {
        private final Key key;
        private final VersionState version;
        private final Instant began;
        private final CompletableFuture<AgentProcess> process = new CompletableFuture<>();
        private int busy;
        private long lastUse;

        private Seat(Key key, Visit visit) {
            this.key = key;
            this.version = visit.version();
            this.began = visit.began();
        }

        private void start(Images.Image image) {
            AgentSessions.Session session = signIn();
            // Closed before it has come up, it has ended as well.
            var _ = process.whenComplete((_, failed) -> {
                if (failed != null) {
                    session.over().run();
                }
            });
            try {
                AgentProcess started = host.start(image.bundle(), session.environment(), this::log);
                started.onEnd(session.over());
                if (!process.complete(started)) {
                    started.close();
                }
                var _ = clock.after(lifecycle("maxLifetime"), () -> end(this));
            } catch (StartFailed e) {
                process.completeExceptionally(shown(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.completeExceptionally(Faults.runtime(504));
            } catch (RuntimeException e) {
                process.completeExceptionally(e);
            }
        }

        private AgentSessions.Session signIn() {
            ObjectNode document = version.document();
            return sessions.begin(
                    document.path("roleArn").asText(),
                    place.arn("bedrock-agentcore", "runtime/" + key.runtime()),
                    Json.strings(document.path("environmentVariables")),
                    this::log);
        }

        private static RuntimeException shown(StartFailed e) {
            return switch (e.how()) {
                case DIED -> Faults.notStarted();
                case TOO_SLOW -> Faults.startedTooSlowly();
            };
        }

        /** @throws slipway.local.edge.AwsError 424 where there is none */
        URI uri() {
            try {
                return process.join().uri();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException shown ? shown : e;
            }
        }

        /** What it said broke off. If that is because it ends, whoever comes next must find that it has. */
        void awaitEnd() {
            process.join().awaitEnd(END);
        }

        /** Who took it needs it no more. */
        void leave() {
            long use;
            synchronized (SessionProcesses.this) {
                busy--;
                lastUse = ++uses;
                use = lastUse;
            }
            var _ = clock.after(lifecycle("idleRuntimeSessionTimeout"), () -> endIfUnusedSince(use));
        }

        private void endIfUnusedSince(long use) {
            synchronized (SessionProcesses.this) {
                if (busy == 0 && lastUse == use) {
                    end(this);
                }
            }
        }

        private Duration lifecycle(String field) {
            return Duration.ofSeconds(
                    version.document().at("/lifecycleConfiguration/" + field).asLong());
        }

        private boolean isOver() {
            return process.isDone()
                    && (process.isCompletedExceptionally() || !process.join().isAlive());
        }

        private void log(String line) {
            logs.accept("/aws/bedrock-agentcore/runtimes/%s-%s".formatted(key.runtime(), key.endpoint()), line);
        }

        /** Ends it; a start that is under way ends when it comes to its end. */
        @Override
        public void close() {
            if (!process.completeExceptionally(Faults.runtime(502)) && !process.isCompletedExceptionally()) {
                process.join().close();
            }
        }
    }
}
