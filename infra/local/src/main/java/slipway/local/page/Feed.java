package slipway.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import slipway.local.edge.Answer;
import slipway.local.edge.Incoming;
import slipway.local.edge.PlainHandler;
import slipway.local.edge.Visitor;

/**
 * Server-sent events: the whole snapshot at once and whenever something changed, a beat with the cloud's time
 * meanwhile. Whoever comes back needs to know nothing of what was sent before.
 */
final class Feed implements PlainHandler {
    static final String PATH = "/_slipway/events";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(5);

    private final Lookout lookout;
    private final InstantSource clock;

    /** @param clock the cloud's scaled one */
    Feed(Lookout lookout, InstantSource clock) {
        this.lookout = lookout;
        this.clock = clock;
    }

    @Override
    public Answer handle(Incoming request) {
        Optional<String> refused = new Visitor(request.headers()).refusedCall();
        if (refused.isPresent()) {
            return Answers.refusal(403, refused.get());
        }
        return Answers.stream("text/event-stream; charset=utf-8", this::tell);
    }

    /** Until the visitor goes away, which a write finds out, or the cloud is closed. */
    private void tell(OutputStream out) throws IOException {
        send(out, "retry: 1000\n\n");
        long seen = 0;
        long sentAt = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            Lookout.Seen now = lookout.look();
            boolean beat = System.nanoTime() - sentAt >= BETWEEN_BEATS.toNanos();
            if (now.number() != seen || beat) {
                send(out, now.number() == seen ? beat() : snapshot(now));
                seen = now.number();
                sentAt = System.nanoTime();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private String snapshot(Lookout.Seen seen) {
        return "event: snapshot\ndata: {\"now\":%d,\"seen\":%s}\n\n".formatted(clock.millis(), seen.json());
    }

    private String beat() {
        return "event: beat\ndata: {\"now\":%d}\n\n".formatted(clock.millis());
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(UTF_8));
    }
}
