package slipway.customresource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.customresource.RequestReader.Read.Fit;
import slipway.customresource.RequestReader.Read.Unfit;
import slipway.customresource.Step.Done;
import slipway.customresource.Step.Failed;
import slipway.customresource.Step.LookAgain;
import slipway.seal.Seal;

/** One look at a request: its resource says how far it is, and what is over is answered. */
public final class Looking {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_AFTER_FAILURE = Duration.ofSeconds(30);
    /** So few pauses go into the time that is gone that an execution's history has room for all of them. */
    private static final int PAUSES_PER_TIME = 200;
    /** Some ten minutes of trying, by growing pauses. */
    private static final int MOST_FAILURES = 20;

    private final RequestReader reader;
    private final Requests requests;
    private final Envelopes envelopes;
    private final Asking asking;
    private final Answering answering;

    public Looking(
            ResponseHosts hosts, Requests requests, Seal seal, Sender sender, List<CustomResource<?>> resources) {
        this.reader = new RequestReader(hosts);
        this.requests = requests;
        this.envelopes = new Envelopes(seal);
        this.asking = new Asking(resources);
        this.answering = new Answering(requests, envelopes, sender);
    }

    /**
     * @param startedAt when the first look was begun; the deadline counts from there
     * @throws UnknownRequest where there is none of this key
     * @throws Sender.NotSent where the answer has to be sent again
     */
    public Next look(String key, Instant startedAt, Instant now) {
        KeptRequest kept = requests.find(key).orElseThrow(() -> new UnknownRequest(key));
        try {
            return switch (kept.status()) {
                case WORKING -> work(kept, startedAt, now);
                case DECIDED -> {
                    answering.send(kept);
                    yield new Next.End();
                }
                case ANSWERED -> new Next.End();
            };
        } catch (RequestConflict e) {
            LOG.info("looked at {} together with somebody else; looks again", kept);
            return new Next.Look(SHORTEST);
        }
    }

    private Next work(KeptRequest kept, Instant startedAt, Instant now) {
        return switch (reader.read(envelopes.openRequest(kept))) {
            case Fit fit -> new Turn(kept, fit.request(), envelopes.openProgress(kept), startedAt, now).take();
            case Unfit unfit -> throw new IllegalStateException("an unfit request was kept: " + unfit.reason());
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** A request's turn. */
    private final class Turn {
        private final KeptRequest kept;
        private final Request request;
        private final Progress progress;
        private final Subject subject;
        private final Instant startedAt;
        private final Instant now;

        private Turn(KeptRequest kept, Request request, Progress progress, Instant startedAt, Instant now) {
            this.kept = kept;
            this.request = request;
            this.progress = progress;
            this.startedAt = startedAt;
            this.now = now;
            ReplyTo to = request.replyTo();
            this.subject = new Subject(to.stack(), to.logicalId(), kept.key(), request.deadline(startedAt));
        }

        private Next take() {
            Step step;
            try {
                step = asking.ask(request, subject, progress, now);
            } catch (RuntimeException e) {
                return failed(Trouble.of(e));
            }
            return switch (step) {
                case Done done -> end(Answer.of(request, done));
                case Failed failed -> fail(progress, failed.reason());
                case LookAgain again -> go(progress.with(again), again.pause());
            };
        }

        /** What the resource threw may pass by itself. */
        private Next failed(Trouble trouble) {
            LOG.error("{}: {} {}", kept, trouble.sentence(), trouble.trace());
            Progress next = progress.failed(trouble.sentence());
            if (next.failures() >= MOST_FAILURES) {
                return fail(
                        next,
                        "It failed %d times in a row. %s%s"
                                .formatted(MOST_FAILURES, trouble.sentence(), next.reached()));
            }
            Duration pause = Duration.ofSeconds(1L << Math.min(next.failures(), 5));
            return go(next, shorter(pause, LONGEST_AFTER_FAILURE));
        }

        private Next go(Progress next, Duration pause) {
            if (subject.isOverAt(now)) {
                return fail(next, next.overdue(request.timeout()));
            }
            if (!next.equals(progress)) {
                requests.save(kept.withProgress(envelopes.sealProgress(kept.key(), next)));
            }
            Duration left = Duration.between(now, subject.deadline());
            return new Next.Look(longer(shorter(longer(pause, patience()), left), SHORTEST));
        }

        /** Pauses grow with the time that it has taken. */
        private Duration patience() {
            return Duration.between(startedAt, now).dividedBy(PAUSES_PER_TIME);
        }

        private Next fail(Progress reached, String reason) {
            return end(Answer.failed(request.replyTo(), reached.made(), reason));
        }

        private Next end(Answer answer) {
            answering.answer(kept, request.replyTo(), answer);
            return new Next.End();
        }
    }
}
