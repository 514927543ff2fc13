package slipway.ledger;

import java.time.Instant;
import slipway.agentruntime.ConfigurationHash;

/**
 * A configuration change that targets were asked to bring live.
 *
 * @param sealed the change, which may hold secrets, sealed for {@link #context}
 * @param at when it was asked for last
 */
public record Configuration(ConfigurationHash hash, String sealed, Instant at) {

    /** What the change is sealed for. */
    public static String context(ConfigurationHash hash) {
        return "configuration/" + hash;
    }
}
