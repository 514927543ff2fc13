package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import slipway.customresource.Envelopes.Decided;
import slipway.customresource.KeptRequest.Status;

/** Keeps a request that is new to the store; one that is there already stays as it is. */
final class Keeping {
    private final Requests requests;
    private final Envelopes envelopes;
    private final InstantSource clock;

    Keeping(Requests requests, Envelopes envelopes, InstantSource clock) {
        this.requests = requests;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    /** Gives the one of its key that is there then. */
    KeptRequest working(Request request, JsonNode json) {
        String key = request.replyTo().key();
        String asked = request.type().word() + " " + request.resourceType();
        return keep(request.replyTo(), Status.WORKING, asked, envelopes.sealRequest(key, json));
    }

    /** As {@link #working}, for a request that is answered without being carried out. */
    KeptRequest refused(ReplyTo to, Answer answer) {
        return keep(
                to, Status.DECIDED, "refused", envelopes.sealAnswer(to.key(), new Decided(to.url(), answer.body())));
    }

    private KeptRequest keep(ReplyTo to, Status status, String asked, String sealed) {
        return requests.keep(new KeptRequest(to.key(), 0, status, asked, to.logicalId(), clock.instant(), sealed, ""));
    }
}
