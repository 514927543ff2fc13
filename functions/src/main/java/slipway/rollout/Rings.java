package slipway.rollout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.event.About;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Ring;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.monitor.AlarmName;
import slipway.target.TargetName;

/** Tells the rollouts that have moved live of an alarm that rings, were it only for a moment. */
final class Rings {
    private static final Logger LOG = LoggerFactory.getLogger(Rings.class);

    private final Ledger ledger;
    private final Admission admission;
    private final Attempts attempts = new Attempts();

    Rings(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    void rang(AlarmName alarm, Instant at) {
        List<TargetName> watching = ledger.watching(alarm);
        if (watching.isEmpty()) {
            LOG.info("ignored the alarm {}: no rollout watches it", alarm);
        }
        watching.forEach(target -> attempts.run(() -> rang(ledger.target(target), alarm, at)));
    }

    private void rang(TargetState state, AlarmName alarm, Instant at) {
        Optional<RolloutRecord> moved = state.claim()
                .active()
                .flatMap(ledger::rollout)
                .filter(rollout -> rollout.ending().isEmpty() || rollout.isStuck())
                .filter(rollout -> rollout.progress()
                        .move()
                        .map(Progress.Move::at)
                        // Events tell whole seconds.
                        .filter(move -> !at.isBefore(move.truncatedTo(ChronoUnit.SECONDS)))
                        .isPresent());
        if (moved.isEmpty() || state.orders().ring(moved.get().id()).isPresent()) {
            LOG.info("target {}: the alarm {} changes nothing", state.name(), alarm);
            // Whoever wrote it down may have died before the rollout heard of it.
            admission.nudge(state);
            return;
        }
        try (About _ = About.rollout(moved.get().id()).andTarget(state.name())) {
            LOG.warn(
                    "target {}: the alarm {} rings during rollout {}",
                    state.name(),
                    alarm,
                    moved.get().id());
        }
        admission.order(state.withOrders(
                state.orders().withRing(new Ring(alarm, moved.get().id(), at))));
    }
}
