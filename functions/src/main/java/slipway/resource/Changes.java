package slipway.resource;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.ConfigurationHash;
import slipway.ledger.Configuration;
import slipway.ledger.Ledger;
import slipway.seal.Seal;

/** What stacks asked for, sealed: for the rollouts that bring it, and for gates that come to ask for it. */
final class Changes {
    private final Ledger ledger;
    private final Seal seal;

    Changes(Ledger ledger, Seal seal) {
        this.ledger = ledger;
        this.seal = seal;
    }

    void keep(ConfigurationChange change, Instant now) {
        ConfigurationHash hash = change.hash();
        ledger.keep(new Configuration(hash, seal.seal(change.bytes(), Configuration.context(hash)), now));
    }

    /** The change of this hash; empty where no stack has asked for it yet, or for a year. */
    Optional<ConfigurationChange> find(ConfigurationHash hash) {
        return ledger.configuration(hash).map(this::open);
    }

    private ConfigurationChange open(Configuration kept) {
        try {
            return ConfigurationChange.parse(seal.open(kept.sealed(), Configuration.context(kept.hash())));
        } catch (IOException e) {
            throw new IllegalStateException("a change that was sealed here can be read", e);
        }
    }
}
