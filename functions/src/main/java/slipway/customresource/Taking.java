package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.customresource.KeptRequest.Status;
import slipway.customresource.RequestReader.Read;
import slipway.customresource.RequestReader.Read.Fit;
import slipway.customresource.RequestReader.Read.Unfit;
import slipway.seal.Seal;

/** Takes a request in: it is kept, sealed, and begun to be looked at. Another delivery of it finds the first. */
public final class Taking {
    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);
    /** What the store holds is a third longer, and an item of it has at most 400 KB. */
    private static final int MOST_BYTES = 256 * 1024;

    private final RequestReader reader;
    private final Requests requests;
    private final Keeping keeping;
    private final Waiting waiting;

    /** @param clock tells when a request came, for the store alone */
    public Taking(ResponseHosts hosts, Requests requests, Seal seal, Waiting waiting, InstantSource clock) {
        this.reader = new RequestReader(hosts);
        this.requests = requests;
        this.keeping = new Keeping(requests, new Envelopes(seal), clock);
        this.waiting = waiting;
    }

    /** @throws BadRequest where there is nobody to answer */
    public void take(JsonNode json) {
        Read read = reader.read(json);
        String key = read.replyTo().key();
        KeptRequest kept = requests.find(key).orElseGet(() -> keep(read, json));
        LOG.info("took {}", kept);
        if (kept.status() != Status.ANSWERED) {
            waiting.begin(key);
        }
    }

    private KeptRequest keep(Read read, JsonNode json) {
        int bytes = Envelopes.bytes(json).length;
        if (bytes > MOST_BYTES) {
            String reason = "The request has %d bytes; %d are taken. Let the resource have shorter properties."
                    .formatted(bytes, MOST_BYTES);
            return refused(read.replyTo(), reason);
        }
        return switch (read) {
            case Fit fit -> keeping.working(fit.request(), json);
            case Unfit unfit -> refused(unfit.replyTo(), unfit.reason());
        };
    }

    private KeptRequest refused(ReplyTo to, String reason) {
        return keeping.refused(to, Answer.failed(to, Optional.empty(), reason));
    }
}
