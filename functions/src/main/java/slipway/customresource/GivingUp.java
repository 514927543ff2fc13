package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.customresource.RequestReader.Read;
import slipway.customresource.RequestReader.Read.Fit;
import slipway.customresource.RequestReader.Read.Unfit;
import slipway.seal.Seal;

/** Answers as failed what could not be carried out: nobody is to wait an hour for a function that died. */
public final class GivingUp {
    private static final Logger LOG = LoggerFactory.getLogger(GivingUp.class);
    private static final String NOT_TAKEN =
            "The request could not be taken in, and nothing was done. The log of the function that the service token names says why; try again when that is put right.";
    private static final String DIED =
            "The function that does the work failed again and again. Its log says why; try again when that is put right.";

    private final RequestReader reader;
    private final Requests requests;
    private final Envelopes envelopes;
    private final Keeping keeping;
    private final Answering answering;
    private final Sender sender;
    private final Waiting waiting;

    /** @param clock tells when a request came, for the store alone */
    public GivingUp(
            ResponseHosts hosts, Requests requests, Seal seal, Sender sender, Waiting waiting, InstantSource clock) {
        this.reader = new RequestReader(hosts);
        this.requests = requests;
        this.envelopes = new Envelopes(seal);
        this.keeping = new Keeping(requests, envelopes, clock);
        this.answering = new Answering(requests, envelopes, sender);
        this.sender = sender;
        this.waiting = waiting;
    }

    /**
     * Gives up a request whose looks came to nothing.
     *
     * @throws UnknownRequest where there is none of this key
     */
    public void afterLooks(String key) {
        KeptRequest kept = requests.find(key).orElseThrow(() -> new UnknownRequest(key));
        LOG.error("gives up {}", kept);
        finish(kept, DIED);
    }

    /**
     * Gives up a request that could not be taken in: if it is kept all the same, it is begun; otherwise it is answered.
     *
     * @param event names the delivery, for people, where the request has no key
     */
    public void untaken(JsonNode request, String event) {
        Read read;
        try {
            read = reader.read(request);
        } catch (BadRequest e) {
            LOG.error("event {}: {}", event, e.getMessage());
            waiting.giveUp(event);
            return;
        }
        Answer answer = Answer.failed(read.replyTo(), Optional.empty(), reason(read));
        kept(read.replyTo(), answer).ifPresentOrElse(this::begin, () -> send(read.replyTo(), answer));
    }

    private static String reason(Read read) {
        return switch (read) {
            case Fit _ -> NOT_TAKEN;
            case Unfit unfit -> unfit.reason();
        };
    }

    /** Empty where the store or the seal does not work: that must not keep CloudFormation waiting. */
    private Optional<KeptRequest> kept(ReplyTo to, Answer answer) {
        try {
            return Optional.of(requests.find(to.key()).orElseGet(() -> keeping.refused(to, answer)));
        } catch (RuntimeException e) {
            LOG.error("{}: cannot be kept, is answered at once: {}", to, Trouble.of(e));
            return Optional.empty();
        }
    }

    private void send(ReplyTo to, Answer answer) {
        sender.send(to.url(), answer.body());
    }

    private void begin(KeptRequest kept) {
        try {
            waiting.begin(kept.key());
        } catch (RuntimeException e) {
            LOG.error("{}: nobody looks at it, is answered at once: {}", kept, Trouble.of(e));
            finish(kept, NOT_TAKEN);
        }
    }

    private void finish(KeptRequest kept, String reason) {
        switch (kept.status()) {
            case WORKING -> fail(kept, reason);
            case DECIDED -> answering.send(kept);
            case ANSWERED -> LOG.info("answered before: {}", kept);
        }
    }

    private void fail(KeptRequest kept, String reason) {
        ReplyTo to = reader.read(envelopes.openRequest(kept)).replyTo();
        Progress progress = envelopes.openProgress(kept);
        String last = progress.trouble().isEmpty() ? "" : " " + progress.trouble();
        answering.answer(kept, to, Answer.failed(to, progress.made(), reason + last + progress.reached()));
    }
}
