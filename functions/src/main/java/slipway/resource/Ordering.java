package slipway.resource;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.admission.Admission;
import slipway.admission.Wish;
import slipway.agentruntime.RuntimeName;
import slipway.customresource.Subject;
import slipway.ledger.Attempts;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Abort;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.target.TargetName;

/** What a stack wants of a runtime's targets, written down for their rollouts, and taken back. */
final class Ordering {
    private final Ledger ledger;
    private final Admission admission;
    private final Attempts attempts = new Attempts();

    Ordering(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    /** Has the configuration brought live, which is kept already. Ordered again, it is the same order. */
    void order(TargetName target, Task task) {
        attempts.run(() -> {
            TargetState state = ledger.target(target);
            Configure order = state.orders()
                    .configuration()
                    .filter(standing -> isOf(task.subject()).test(standing))
                    .orElseGet(() -> new Configure(
                            task.subject().key(),
                            task.change().hash(),
                            task.subject().stack(),
                            task.now(),
                            Optional.empty()));
            admission.admit(
                    state.withOrders(state.orders().withConfiguration(Optional.of(order))),
                    Wish.of(Cause.CONFIGURATION),
                    task.now());
        });
    }

    /** The request has failed: what no rollout carries out is not to go live later. */
    void withdraw(RuntimeName runtime, Subject subject) {
        withdraw(runtime, isOf(subject));
    }

    /** The stack lets go of the runtime: what it has asked for is not to go live any more. */
    void release(RuntimeName runtime, Subject subject, Instant now) {
        Predicate<Configure> ours = order -> order.stack().equals(subject.stack());
        withdraw(runtime, ours);
        for (Followers.Follower follower : new Followers(ledger).of(runtime)) {
            TargetState state = follower.state();
            underWay(state, ours)
                    .filter(rollout -> state.orders().abort(rollout).isEmpty())
                    .ifPresent(rollout -> abort(state.name(), rollout, subject, now));
        }
    }

    private void withdraw(RuntimeName runtime, Predicate<Configure> which) {
        new Followers(ledger)
                .of(runtime)
                .forEach(follower -> attempts.run(() -> {
                    TargetState state = ledger.target(follower.state().name());
                    boolean ordered =
                            state.orders().configuration().filter(which).isPresent();
                    if (ordered && underWay(state, which).isEmpty()) {
                        ledger.save(state.withOrders(state.orders().withConfiguration(Optional.empty())));
                    }
                }));
    }

    private void abort(TargetName target, RolloutId rollout, Subject subject, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(target);
            if (state.claim().active().filter(rollout::equals).isPresent()) {
                Abort abort = new Abort(rollout, new Caller(subject.stack()), "its stack lets go of the runtime", now);
                admission.order(state.withOrders(state.orders().withAbort(Optional.of(abort))));
            }
        });
    }

    /** The rollout that carries out such an order now. */
    private static Optional<RolloutId> underWay(TargetState state, Predicate<Configure> which) {
        return state.orders()
                .configuration()
                .filter(which)
                .flatMap(Configure::rollout)
                .filter(rollout ->
                        state.claim().active().filter(rollout::equals).isPresent());
    }

    private static Predicate<Configure> isOf(Subject subject) {
        return order -> order.key().equals(subject.key());
    }
}
