package slipway.rollout;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.ConfigurationHash;
import slipway.failure.AwsFailure;
import slipway.ledger.Configuration;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutRecord;
import slipway.seal.Seal;

/** Opens what a stack asked for. It may hold secrets: it goes from here into a request to AgentCore, and nowhere else. */
final class Changes {
    private final Ledger ledger;
    private final Supplier<Seal> seal;

    /** @param seal asked where there is something to open, and not before */
    Changes(Ledger ledger, Supplier<Seal> seal) {
        this.ledger = ledger;
        this.seal = seal;
    }

    /** The change that the rollout brings; empty where it brings an image. */
    Optional<ConfigurationChange> of(RolloutRecord rollout) {
        return rollout.request().configuration().map(this::open);
    }

    private ConfigurationChange open(ConfigurationHash hash) {
        String sealed = ledger.configuration(hash)
                .map(Configuration::sealed)
                .orElseThrow(() -> gone(hash, "is not kept any more", null));
        try {
            return ConfigurationChange.parse(seal.get().open(sealed, Configuration.context(hash)));
        } catch (IllegalArgumentException | IOException e) {
            throw gone(hash, "cannot be opened", e);
        }
    }

    private static AwsFailure gone(ConfigurationHash hash, String what, @Nullable Exception cause) {
        return new AwsFailure(
                AwsFailure.Kind.NOT_FOUND,
                "kms:Decrypt",
                "",
                hash.value(),
                "The configuration %s %s. Update the stack that asked for it.".formatted(hash, what),
                cause);
    }
}
