package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.admission.Admission;
import slipway.admission.Wish;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeSamples;
import slipway.ledger.Attempts;
import slipway.ledger.Cause;
import slipway.ledger.Configuration;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Configure;
import slipway.ledger.TargetState;
import slipway.seal.Seal;
import slipway.target.TargetName;

/** A stack that wants configurations live, each written down in one conditional write, as its custom resource does. */
final class Stack {
    static final String ARN = "arn:aws:cloudformation:eu-central-1:111122223333:stack/agents/4f2c9d10";

    private final Ledger ledger;
    private final Seal seal;
    private final Admission admission;
    private final Supplier<Instant> clock;
    private final Attempts attempts = new Attempts();
    private int requests;

    Stack(Ledger ledger, Seal seal, Admission admission, Supplier<Instant> clock) {
        this.ledger = ledger;
        this.seal = seal;
        this.admission = admission;
        this.clock = clock;
    }

    /** Wants the members as they are given, written with single quotes, and the others left out. */
    ConfigurationHash wants(TargetName target, String members, String... unset) {
        return wants(target, ConfigurationChange.of(RuntimeSamples.json(members), List.of(unset)));
    }

    ConfigurationHash wants(TargetName target, ConfigurationChange change) {
        ConfigurationHash hash = change.hash();
        ledger.keep(new Configuration(hash, seal.seal(change.bytes(), Configuration.context(hash)), clock.get()));
        orders(target, hash);
        return hash;
    }

    /** Wants what is kept under the hash. */
    void orders(TargetName target, ConfigurationHash hash) {
        Configure order = new Configure("request-" + ++requests, hash, ARN, clock.get(), Optional.empty());
        attempts.run(() -> admit(target, order));
    }

    private void admit(TargetName target, Configure order) {
        TargetState state = ledger.target(target);
        admission.admit(
                state.withOrders(state.orders().withConfiguration(Optional.of(order))),
                Wish.of(Cause.CONFIGURATION),
                clock.get());
    }
}
