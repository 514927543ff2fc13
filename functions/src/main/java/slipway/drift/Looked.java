package slipway.drift;

import java.util.List;
import java.util.Set;
import slipway.ledger.DriftReason;
import slipway.ledger.Finding;

/**
 * What one look came to.
 *
 * @param reasons what it looked for: what it did not find of these is gone, and what stands of others stays
 * @param findings each reason once at most
 */
record Looked(Set<DriftReason> reasons, List<Finding> findings) {}
