package slipway.customresource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.customresource.Envelopes.Decided;
import slipway.customresource.KeptRequest.Status;

/**
 * Answers a request once: what is answered is written down first, by whoever comes first, then sent, then marked as sent.
 * A crash in between sends the same again, which CloudFormation does not look at.
 */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final Requests requests;
    private final Envelopes envelopes;
    private final Sender sender;

    Answering(Requests requests, Envelopes envelopes, Sender sender) {
        this.requests = requests;
        this.envelopes = envelopes;
        this.sender = sender;
    }

    /** @throws RequestConflict where something else happened to the request since it was read */
    void answer(KeptRequest kept, ReplyTo to, Answer answer) {
        Decided decided = new Decided(to.url(), answer.body());
        send(requests.save(kept.decided(envelopes.sealAnswer(kept.key(), decided))));
    }

    /** Sends what was decided. */
    void send(KeptRequest kept) {
        Decided decided = envelopes.openAnswer(kept);
        sender.send(decided.url(), decided.body());
        LOG.info("answered {}", kept);
        try {
            requests.save(kept.answered());
        } catch (RequestConflict e) {
            if (requests.find(kept.key())
                    .filter(now -> now.status() == Status.ANSWERED)
                    .isEmpty()) {
                throw e;
            }
        }
    }
}
