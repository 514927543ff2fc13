package slipway.drift;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.admission.Requests;
import slipway.admission.RuntimeLock;
import slipway.admission.Wish;
import slipway.agentruntime.AgentRuntimes;
import slipway.failure.AwsFailure;
import slipway.ledger.Attempts;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.DriftReason;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.TargetState;
import slipway.parameter.Declarations;
import slipway.parameter.LiveImage;
import slipway.parameter.Projection;
import slipway.target.Declaration;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/** Asks at the doors at which everybody asks; what they refuse to a push, they refuse to a heal. */
final class Healing {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Admission admission;
    private final Requests requests;
    private final Declarations declarations;
    private final Projection projection;
    private final LiveImage live;
    private final RuntimeLock lock;
    private final Attempts attempts = new Attempts();

    Healing(DriftCheck.World world, DriftCheck.Doors doors) {
        this.ledger = world.ledger();
        this.runtimes = world.runtimes();
        this.admission = doors.admission();
        this.requests = doors.requests();
        this.declarations = doors.declarations();
        this.projection = doors.projection();
        this.live = new LiveImage(world.parameters(), world.names());
        this.lock = new RuntimeLock(world.ledger(), doors.admission());
    }

    /** Whether it was tried, so that it is not tried again for the same evidence; not where AWS was busy. */
    boolean tried(TargetName target, DriftReason reason, Optional<Caller> by, Instant now) {
        try {
            heal(target, reason, by, now);
            LOG.info("target {}: {} is being healed by {}", target, reason.word(), reason.healedBy());
            return true;
        } catch (AwsFailure failure) {
            LOG.warn("target {}: {} not healed: {} {}", target, reason.word(), failure.action(), failure.getMessage());
            return !failure.isPassing();
        }
    }

    private void heal(TargetName target, DriftReason reason, Optional<Caller> by, Instant now) {
        switch (reason.healedBy()) {
            case NOTHING -> throw new IllegalArgumentException(reason + " is for a person");
            case PUBLISHING -> publish(target, reason, now);
            case ROLLOUT -> attempts.run(() -> rollOut(ledger.target(target), reason, by, now));
            case WAKING -> wake(ledger.target(target), reason);
        }
    }

    private void publish(TargetName target, DriftReason reason, Instant now) {
        if (reason != DriftReason.PUBLICATION_BEHIND) {
            declarations.changed(target, now);
            return;
        }
        // What a person wrote is taken in before anything is written over it.
        requests.desiredImageChanged(target, now);
        projection.project(target, now, Projection.Write.IF_DIFFERENT);
        live.write(ledger.target(target));
    }

    /**
     * Takes leave of a target that nobody declares: takes back what a publisher left that died as the declaration went, and
     * has sweeps look at it no more. Who declares it at the same time meets the write, and begins anew.
     */
    void leave(TargetName target) {
        projection.withdraw(target);
        TargetState state = ledger.target(target);
        if (state.declaration().isPresent()) {
            return;
        }
        ledger.undeclared(target);
        try {
            ledger.save(state);
        } catch (LedgerConflict e) {
            ledger.declared(target);
        }
    }

    private void rollOut(TargetState state, DriftReason reason, Optional<Caller> by, Instant now) {
        boolean owners = deployment(state)
                .filter(deployment -> deployment.configurationFrom() == ConfigurationFrom.LATEST)
                .isPresent();
        // What the owner of a configuration has changed comes in at the door for configurations.
        Cause cause = reason == DriftReason.CONFIGURATION_DIFFERS && owners ? Cause.CONFIGURATION : Cause.HEAL;
        Wish wish = new Wish(cause, by);
        if (reason == DriftReason.LIVE_MOVED || reason == DriftReason.ENDPOINT_STUCK) {
            admission.restore(state, wish, now);
        } else {
            admission.admit(state, wish, now);
        }
    }

    private void wake(TargetState state, DriftReason reason) {
        if (reason == DriftReason.LOCK_WITHOUT_OWNER) {
            deployment(state)
                    .flatMap(deployment -> runtimes.find(deployment.runtime()))
                    .ifPresent(runtime -> attempts.run(() -> lock.free(runtime)));
        } else {
            admission.nudge(state);
        }
    }

    private static Optional<Deployment> deployment(TargetState state) {
        return DeclarationReader.accepted(state.declaration()).flatMap(Declaration::deployment);
    }
}
