package slipway.admission;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.About;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Claim;
import slipway.ledger.TargetState.Decision;

/** Starts what was decided, and sees that it runs: recorded, then claimed, then told, then executed, whatever dies in between. */
final class Starting {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    private final Ledger ledger;
    private final Executions executions;
    private final Events events;

    Starting(Ledger ledger, Executions executions, Events events) {
        this.ledger = ledger;
        this.executions = executions;
        this.events = events;
    }

    /**
     * Claims the target for a new rollout, and runs it. What asks for it may have happened long before, and come late:
     * the rollout begins no earlier than the one before it ended.
     *
     * @throws LedgerConflict where somebody else wrote since the state was read; nothing is started then
     */
    void start(TargetState state, Request request) {
        RolloutRecord recorded = recorded(state, request);
        RolloutRecord rollout = lastEnd(state)
                .filter(recorded::isAdmittedBefore)
                .map(recorded::admittedAt)
                .map(ledger::save)
                .orElse(recorded);
        RolloutId id = rollout.id();
        String image = request.image().uri();
        String cause = request.cause().inName();
        Instant at = rollout.request().startedAt();
        ledger.save(claimed(state, rollout).decided(new Decision(at, "Started", image, id + ", cause: " + cause)));
        try (About _ = About.rollout(id)
                .andTarget(state.name())
                .andDigest(request.image().digest())) {
            LOG.info("target {}: rollout {} of {} admitted, cause {}", state.name(), id, image, cause);
        }
        run(rollout);
    }

    private Optional<Instant> lastEnd(TargetState state) {
        long last = state.claim().sequence();
        return last == 0
                ? Optional.empty()
                : ledger.rollout(RolloutId.of(state.name(), last))
                        .flatMap(RolloutRecord::ending)
                        .map(RolloutRecord.Ending::at);
    }

    /** What a stack asked for has its rollout in the same write, and the image that waits goes on waiting for that. */
    private static TargetState claimed(TargetState state, RolloutRecord rollout) {
        Claim taken = state.claim().taken(rollout.id());
        if (rollout.cause() != Cause.CONFIGURATION) {
            return state.withClaim(taken);
        }
        Optional<Configure> order = state.orders()
                .configuration()
                .map(o -> rollout.request().configuration().isPresent() ? o.startedAs(rollout.id()) : o);
        return state.withClaim(taken.withWaiting(state.claim().waiting()))
                .withOrders(state.orders().withConfiguration(order));
    }

    /**
     * The record under which the target is claimed. One that is there already keeps what it says: a start that came
     * first may have claimed the target with it meanwhile. What a start left behind that died before its claim, or came
     * too late for it, is taken up by one that asks the same, and passed over by any other.
     *
     * @throws LedgerConflict where the target was claimed since it was read
     */
    private RolloutRecord recorded(TargetState state, Request request) {
        for (long number = state.claim().sequence() + 1; ; number++) {
            RolloutId id = RolloutId.of(state.name(), number);
            Optional<RolloutRecord> found = ledger.rollout(id);
            if (found.isEmpty()) {
                return ledger.save(RolloutRecord.admitted(id, request));
            }
            if (found.get().hasBegun()) {
                throw new LedgerConflict("rollout " + id);
            }
            if (found.get().request().asksTheSame(request)) {
                return found.get();
            }
        }
    }

    /** Sees that the rollout has an execution. */
    void run(RolloutRecord rollout) {
        tell(rollout);
        if (executions.start(rollout) instanceof Executions.Start.Over over) {
            LOG.warn(
                    "rollout {}: execution {} is over before the rollout; the next one goes on",
                    rollout.id(),
                    over.execution());
            run(ledger.save(rollout.continued()));
        }
    }

    /** Told before it runs, and again until it does: nothing rolls out untold, whatever dies here. */
    private void tell(RolloutRecord rollout) {
        if (rollout.run().segment() == 1 && rollout.run().execution().isEmpty()) {
            Request request = rollout.request();
            events.emit(new Happening.RolloutStarted(
                    request.target(),
                    rollout.id(),
                    request.cause(),
                    request.by(),
                    request.image(),
                    request.configuration(),
                    request.startedAt()));
        }
    }
}
