package slipway.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.admission.Admission;
import slipway.agentruntime.RuntimeId;
import slipway.customresource.Subject;
import slipway.ledger.Attempts;
import slipway.ledger.Caller;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Abort;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.target.TargetName;

/** Has the rollouts of a runtime end that is about to go: by order, so that nobody fights over it. */
final class Clearing {
    private static final String REASON = "its stack deletes the runtime";

    private final Ledger ledger;
    private final Admission admission;
    private final Attempts attempts = new Attempts();

    Clearing(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    /** Orders them to end, and returns those that have not yet. */
    List<RolloutId> clear(RuntimeId runtime, Subject subject, Instant now) {
        Set<TargetName> targets = new LinkedHashSet<>();
        new Followers(ledger)
                .of(Ownership.name(runtime))
                .forEach(follower -> targets.add(follower.state().name()));
        ledger.runtime(runtime).users().forEach(rollout -> targets.add(rollout.target()));
        List<RolloutId> underWay = new ArrayList<>();
        targets.forEach(
                target -> attempts.run(() -> end(target, runtime, subject, now).ifPresent(underWay::add)));
        return underWay;
    }

    private Optional<RolloutId> end(TargetName target, RuntimeId runtime, Subject subject, Instant now) {
        TargetState state = ledger.target(target);
        Optional<RolloutRecord> active = state.claim()
                .active()
                .flatMap(ledger::rollout)
                .filter(rollout -> isOn(rollout, runtime, state))
                // Nobody looks at one that is stuck, and there is nothing left that it could do.
                .filter(rollout -> !rollout.isStuck());
        active.map(RolloutRecord::id)
                .filter(rollout -> state.orders().abort(rollout).isEmpty())
                .ifPresent(rollout -> {
                    Abort abort = new Abort(rollout, new Caller(subject.stack()), REASON, now);
                    admission.order(state.withOrders(state.orders().withAbort(Optional.of(abort))));
                });
        return active.map(RolloutRecord::id);
    }

    /** One that has not looked for its runtime yet is on whichever has the name that is declared. */
    private static boolean isOn(RolloutRecord rollout, RuntimeId runtime, TargetState state) {
        return rollout.progress()
                .runtime()
                .map(runtime::equals)
                .orElseGet(() -> Followers.deployment(state)
                        .filter(declared -> declared.runtime().equals(Ownership.name(runtime)))
                        .isPresent());
    }
}
