package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import slipway.admission.Admission;
import slipway.admission.Wish;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.Attempts;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Abort;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Orders.GoBack;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Pin;
import slipway.target.TargetName;

/** A person who writes down what they want of a target, each time in one conditional write, as operators' orders are. */
final class People {
    private static final String REASON = "because";

    private final Ledger ledger;
    private final Admission admission;
    private final Supplier<Instant> clock;
    private final Caller by;
    private final Attempts attempts = new Attempts();

    People(Ledger ledger, Admission admission, Supplier<Instant> clock, String session) {
        this.ledger = ledger;
        this.admission = admission;
        this.clock = clock;
        this.by = new Caller("arn:aws:sts::111122223333:assumed-role/operators/" + session);
    }

    /** Answers the target's rollout of this number. */
    void approve(TargetName target, int number) {
        answer(target, number, true);
    }

    void reject(TargetName target, int number) {
        answer(target, number, false);
    }

    private void answer(TargetName target, int number, boolean approved) {
        Answer answer = new Answer(RolloutId.of(target, number), approved, by, REASON, clock.get());
        order(target, state -> state.withOrders(state.orders().withAnswer(answer)));
    }

    void abort(TargetName target, int number) {
        Abort abort = new Abort(RolloutId.of(target, number), by, REASON, clock.get());
        order(target, state -> state.withOrders(state.orders().withAbort(Optional.of(abort))));
    }

    void hold(TargetName target) {
        order(target, this::held);
    }

    void release(TargetName target) {
        admit(
                target,
                Cause.RELEASE,
                state -> state.withRestraint(state.restraint().withHold(Optional.empty())));
    }

    void rollBack(TargetName target) {
        rollBack(target, Optional.empty());
    }

    void rollBack(TargetName target, int to) {
        rollBack(target, Optional.of(new Version(to)));
    }

    private void rollBack(TargetName target, Optional<Version> to) {
        GoBack order = new GoBack(to, by, REASON, clock.get());
        admit(
                target,
                Cause.ROLLBACK,
                state -> held(state).withOrders(state.orders().withRollback(Optional.of(order))));
    }

    /** Lifts the veto of the desired image, and has it tried again. */
    void retry(TargetName target) {
        admit(
                target,
                Cause.RETRY,
                state -> state.following()
                        .desired()
                        .map(image -> state.withRestraint(state.restraint().lifted(image.digest())))
                        .orElse(state));
    }

    void pin(TargetName target, Image image) {
        Pin pin = new Pin(image, by.arn(), clock.get());
        admit(
                target,
                Cause.PIN,
                state -> state.withFollowing(state.following().withPin(Optional.of(pin)))
                        .withRestraint(state.restraint().lifted(image.digest())));
    }

    private TargetState held(TargetState state) {
        Hold hold = new Hold(Hold.Kind.PERSON, REASON, Optional.of(by), clock.get());
        return state.withRestraint(state.restraint().withHold(Optional.of(hold)));
    }

    private void order(TargetName target, UnaryOperator<TargetState> wanted) {
        attempts.run(() -> admission.order(wanted.apply(ledger.target(target))));
    }

    private void admit(TargetName target, Cause cause, UnaryOperator<TargetState> wanted) {
        attempts.run(() -> admission.admit(wanted.apply(ledger.target(target)), Wish.of(cause, by), clock.get()));
    }
}
