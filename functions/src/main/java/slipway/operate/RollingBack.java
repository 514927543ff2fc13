package slipway.operate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.ledger.Cause;
import slipway.ledger.Orders.GoBack;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.target.Declaration.Deployment;

/** Takes live back to a version that it served before, and holds the target there. */
final class RollingBack {
    /** How many versions are looked for, to name those that are still there. */
    private static final int CHOICES = 5;

    private static final String ROLLED_BACK = "ROLLED_BACK_BY_PERSON";

    private final AgentRuntimes runtimes;

    RollingBack(AgentRuntimes runtimes) {
        this.runtimes = runtimes;
    }

    Change rollback(Situation now, Optional<Version> to) {
        Deployment deployment = now.deployment();
        TargetState state = now.state();
        Version goal = goal(now, deployment, to);
        Optional<GoBack> standing = state.orders()
                .rollback()
                .filter(order -> order.to().equals(Optional.of(goal)))
                // Released meanwhile, what live leaves would go out again.
                .filter(_ -> state.restraint().hold().isPresent())
                .filter(_ -> now.active().filter(RolloutRecord::isStuck).isEmpty());
        if (standing.isPresent()) {
            return new Change.None("Live is going back already: %s asked for it at %s."
                    .formatted(standing.get().by(), standing.get().at()));
        }
        TargetState ready = ready(now);
        Version back = existing(now, deployment, goal);
        Hold hold = new Hold(Hold.Kind.PERSON, now.reason(), Optional.of(now.by()), now.now());
        // The version is settled here, and told: what was live before changes with the rollout under way.
        GoBack order = new GoBack(Optional.of(back), now.by(), now.reason(), now.now());
        return now.admitted(
                ready.withRestraint(ready.restraint().withHold(Optional.of(hold)))
                        .withOrders(ready.orders().withRollback(Optional.of(order))),
                Cause.ROLLBACK,
                "RollbackOrdered",
                "version " + back,
                "Live goes back to version %s, and nothing rolls out until: slipway release %s."
                        .formatted(back, state.name()));
    }

    /** A rollout that moved live takes it back itself, and is given up where it is stuck on what it had to do that with. */
    private static TargetState ready(Situation now) {
        TargetState state = now.state();
        return now.active()
                .filter(RolloutRecord::isStuckOnWhatIsGone)
                .filter(rollout -> rollout.progress().move().isPresent() && !rollout.isReturn())
                .map(rollout -> state.withClaim(state.claim().released())
                        .withRestraint(state.restraint().withVetoOf(rollout, ROLLED_BACK, now.now())))
                .orElse(state);
    }

    private Version goal(Situation now, Deployment deployment, Optional<Version> to) {
        return to.map(version -> served(now, deployment, version))
                .or(() -> before(now, deployment))
                .orElseThrow(() -> nothing(now, deployment, "Live has served no version before this one."));
    }

    private Version served(Situation now, Deployment deployment, Version version) {
        Serving serving = now.state().serving();
        if (earlier(serving, deployment).noneMatch(version::equals)) {
            throw nothing(now, deployment, "%s never served version %s.".formatted(deployment.fullName(), version));
        }
        boolean stays = now.active().isEmpty()
                && serving.live().filter(l -> l.version().equals(version)).isPresent();
        if (stays) {
            throw nothing(
                    now, deployment, "Live serves version %s already; to keep it: slipway hold.".formatted(version));
        }
        return version;
    }

    /** What live served last; where a rollout under way has moved it, what it moved from. */
    private static Optional<Version> before(Situation now, Deployment deployment) {
        Optional<Progress.Move> move = now.active()
                .filter(RollingBack::movesLiveOn)
                .flatMap(rollout -> rollout.progress().move());
        return move.isPresent()
                ? move.get().from()
                : now.state()
                        .serving()
                        .previous()
                        .filter(served -> served.endpoint().equals(deployment.fullName()))
                        .map(Served::version);
    }

    /** A return takes live from what is not wanted, and a rollout that went back has left live where it was. */
    private static boolean movesLiveOn(RolloutRecord rollout) {
        boolean wentBack = rollout.ending()
                .filter(ending -> ending.outcome() == Outcome.ROLLED_BACK)
                .isPresent();
        return !rollout.isReturn() && !wentBack;
    }

    private Version existing(Situation now, Deployment deployment, Version version) {
        Optional<RuntimeId> runtime = runtimes.find(deployment.runtime());
        if (runtime.filter(id -> runtimes.version(id, version).isPresent()).isEmpty()) {
            throw nothing(
                    now,
                    deployment,
                    "Version %s is gone from AgentCore. To bring its image again: slipway pin.".formatted(version));
        }
        return version;
    }

    private Refused nothing(Situation now, Deployment deployment, String why) {
        Optional<Version> live = now.state().serving().live().map(Served::version);
        List<String> choices = runtimes.find(deployment.runtime())
                .map(id -> earlier(now.state().serving(), deployment)
                        .filter(version -> !live.equals(Optional.of(version)))
                        .limit(CHOICES)
                        .filter(version -> runtimes.version(id, version).isPresent())
                        .map(Version::asString)
                        .toList())
                .orElse(List.of());
        return Refusal.of(Code.NOTHING_TO_ROLL_BACK_TO, why).among(choices).refused();
    }

    /** Everything that the declared endpoint served, newest first. */
    private static Stream<Version> earlier(Serving serving, Deployment deployment) {
        return Stream.concat(serving.live().stream(), serving.earlier().stream())
                .filter(served -> served.endpoint().equals(deployment.fullName()))
                .map(Served::version)
                .distinct();
    }
}
