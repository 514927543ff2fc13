package slipway.customresource;

import java.util.Optional;

/** The kit's store: every request by its key, moved only by conditional writes. */
public interface Requests {

    Optional<KeptRequest> find(String key);

    /** Keeps the request unless one of its key is there already, and gives the one that is there then. */
    KeptRequest keep(KeptRequest fresh);

    /**
     * Writes the request over the revision that it was read at.
     *
     * @throws RequestConflict where somebody else did so since
     */
    KeptRequest save(KeptRequest request);
}
