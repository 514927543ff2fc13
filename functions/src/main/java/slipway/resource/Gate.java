package slipway.resource;

import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.Version;
import slipway.agentruntime.Wanted;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Configure;
import slipway.ledger.Outcome;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.target.Declaration.Deployment;

/** Tells whether a target's live serves what a stack waits for, and whether it still may. */
final class Gate {
    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Changes changes;

    Gate(Ledger ledger, AgentRuntimes runtimes, Changes changes) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.changes = changes;
    }

    /** What a look came to. */
    sealed interface Seen {}

    /** Live serves it, proven. */
    record Open(Served live) implements Seen {}

    /** There is no such target, or it has no runtime. */
    record Unknown() implements Seen {}

    /** @param what what has not come yet */
    record Shut(String what) implements Seen {}

    /** @param why why it will not come, and the command that helps or shows more */
    record Barred(String why) implements Seen {}

    Seen look(GateProperties wanted) {
        TargetState state = ledger.target(wanted.target());
        Optional<Deployment> deployment = Followers.deployment(state);
        if (deployment.isEmpty()) {
            return new Unknown();
        }
        // What its declaration said before may be there already, and live behind it.
        if (wanted.runtime()
                .filter(name -> !name.equals(deployment.get().runtime()))
                .isPresent()) {
            return new Shut("target %s to go over to runtime %s"
                    .formatted(wanted.target(), wanted.runtime().get()));
        }
        Optional<Served> live = state.serving()
                .live()
                .filter(served -> served.endpoint().equals(deployment.get().fullName()))
                .filter(served -> isIt(served, deployment.get(), wanted));
        return live.<Seen>map(Gate::proven).orElseGet(() -> elsewhere(state, wanted));
    }

    private boolean isIt(Served served, Deployment deployment, GateProperties wanted) {
        return wanted.image().filter(image -> image.is(served.image())).isPresent()
                || wanted.configuration()
                        .filter(hash -> served.configuration().equals(Optional.of(hash))
                                || has(served.version(), deployment.runtime(), hash))
                        .isPresent();
    }

    /** Whether the version has all of it, which no rollout brought: the runtime was made with it, or had it before. */
    private boolean has(Version version, RuntimeName runtime, ConfigurationHash hash) {
        return changes.find(hash)
                .flatMap(change -> runtimes.find(runtime)
                        .flatMap(id -> runtimes.version(id, version))
                        .filter(live -> new Wanted(live.with(change), Optional.of(change)).is(live)))
                .isPresent();
    }

    private static Seen proven(Served live) {
        return live.proof() == Proof.PASSED
                ? new Open(live)
                : new Barred(
                        "live serves it as version %s, which is %s and not proven. Declare a smokeTest that is not skipped"
                                .formatted(live.version(), live.proof().word()));
    }

    private Seen elsewhere(TargetState state, GateProperties wanted) {
        return barred(state, wanted)
                .<Seen>map(Barred::new)
                .or(() -> failed(state, wanted).map(Barred::new))
                .orElseGet(() -> new Shut("live of target %s to serve %s"
                        .formatted(
                                wanted.target(),
                                wanted.image().map(WantedImage::toString).orElse("the configuration"))));
    }

    private static Optional<String> barred(TargetState state, GateProperties wanted) {
        Optional<String> vetoed = state.restraint().vetoes().stream()
                .filter(veto -> wanted.image()
                        .flatMap(WantedImage::digest)
                        .filter(veto.digest()::equals)
                        .isPresent())
                .map(veto -> vetoed(
                        veto.rollout(), veto.reason(), state, veto.digest().value()))
                .findFirst();
        Optional<String> vetoedConfiguration = wanted.configuration()
                .flatMap(state.restraint()::veto)
                .map(veto -> vetoed(
                        veto.rollout(),
                        veto.reason(),
                        state,
                        veto.configuration().value()));
        return state.restraint()
                .hold()
                .map(hold -> "it is held: %s; to go on: slipway release %s".formatted(hold.reason(), state.name()))
                .or(() -> vetoed)
                .or(() -> vetoedConfiguration);
    }

    private static String vetoed(RolloutId rollout, String reason, TargetState state, String what) {
        return "rollout %s ended: %s; to see why: slipway show %s; to try it again: slipway veto lift %s %s"
                .formatted(rollout, reason, rollout, state.name(), what);
    }

    /** The rollout that brings it, or was to. */
    private Optional<String> failed(TargetState state, GateProperties wanted) {
        return rollout(state, wanted)
                .flatMap(rollout -> rollout.ending()
                        .filter(ending -> ending.outcome() != Outcome.PROMOTED
                                && ending.outcome() != Outcome.UNCHANGED
                                && ending.outcome() != Outcome.SUPERSEDED)
                        .map(ending -> "rollout %s ended as %s, %s; to see why: slipway show %s"
                                .formatted(rollout.id(), ending.outcome().word(), ending.reason(), rollout.id())));
    }

    private Optional<RolloutRecord> rollout(TargetState state, GateProperties wanted) {
        Optional<ConfigurationHash> configuration = wanted.configuration();
        if (configuration.isPresent()) {
            return state.orders()
                    .configuration()
                    .filter(order -> order.configuration().equals(configuration.get()))
                    .flatMap(Configure::rollout)
                    .flatMap(ledger::rollout);
        }
        long last = state.claim().sequence();
        return last == 0
                ? Optional.empty()
                : ledger.rollout(RolloutId.of(state.name(), last))
                        .filter(rollout -> wanted.image()
                                .filter(image -> image.is(rollout.image()))
                                .isPresent());
    }
}
