package slipway.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Records as the ledger holds them, for those who look at them from outside. */
public final class AuditJson {
    private static final ObjectMapper JSON = LedgerJson.mapper();

    private AuditJson() {}

    public static ObjectNode of(RolloutRecord rollout) {
        return JSON.valueToTree(rollout);
    }

    public static ObjectNode of(VerdictRecord verdict) {
        return JSON.valueToTree(verdict);
    }
}
