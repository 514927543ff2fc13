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
     * @throws IllegalArgumentException where there is no such request
     * @throws Sender.NotSent where the answer has to be sent again
     */
    public Next look(String key, Instant startedAt, Instant now) {
        KeptRequest kept = requests.find(key)
                .orElseThrow(() -> new IllegalArgumentException("there is no request " + key));
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

    /** A request's turn. */
    private final class Turn {
        private final KeptRequest kept;
        private final Request request;
        private final Progress progress;
        private final Subject subject;
        private final Instant now;

        private Turn(KeptRequest kept, Request request, Progress progress, Instant startedAt, Instant now) {
            this.kept = kept;
            this.request = request;
            this.progress = progress;
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
                return fail(next, "It failed %d times in a row. %s".formatted(MOST_FAILURES, trouble.sentence()));
            }
            Duration pause = Duration.ofSeconds(1L << Math.min(next.failures(), 5));
            return go(next, pause.compareTo(LONGEST_AFTER_FAILURE) < 0 ? pause : LONGEST_AFTER_FAILURE);
        }

        private Next go(Progress next, Duration pause) {
            if (subject.isOverAt(now)) {
                return fail(next, next.overdue(request.timeout()));
            }
            if (!next.equals(progress)) {
                requests.save(kept.withProgress(envelopes.sealProgress(kept.key(), next)));
            }
            Duration left = Duration.between(now, subject.deadline());
            Duration until = pause.compareTo(left) < 0 ? pause : left;
            return new Next.Look(until.compareTo(SHORTEST) < 0 ? SHORTEST : until);
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
