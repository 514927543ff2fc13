package slipway.resource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.admission.Admission;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Wanted;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Configure;
import slipway.ledger.Phase;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.resource.Followers.Follower;
import slipway.resource.Standing.OnTheWay;
import slipway.resource.Standing.Stopped;
import slipway.resource.Standing.There;
import slipway.target.BakeSpec;
import slipway.target.Declaration.PrivateEndpoints;

/** Tells how far each target is with a stack's configuration, and what keeps one from beginning. */
final class Targets {
    private static final String AUTHORIZER = "authorizerConfiguration";

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Admission admission;

    Targets(Ledger ledger, AgentRuntimes runtimes, Admission admission) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.admission = admission;
    }

    /** How far it is; empty where the target was not asked yet, and has to be. */
    Optional<Standing> standing(Follower follower, RuntimeId id, Task task, Note note) {
        TargetState state = follower.state();
        Optional<Configure> mine = state.orders()
                .configuration()
                .filter(order -> order.key().equals(task.subject().key()));
        if (mine.isPresent()) {
            return Optional.of(judge(state, mine.get(), task));
        }
        if (note.ordered().contains(state.name())) {
            return Optional.of(new Stopped(state.name(), "another request took this one's place."));
        }
        return serves(state, id, task) ? Optional.of(new There("Unchanged")) : Optional.empty();
    }

    /** Whether live serves all of it, and nothing is on its way that would change that. */
    private boolean serves(TargetState state, RuntimeId id, Task task) {
        boolean contested =
                state.orders().configuration().filter(Configure::waits).isPresent()
                        || active(state)
                                .filter(rollout ->
                                        rollout.request().configuration().isPresent())
                                .isPresent();
        boolean known = state.serving()
                .live()
                .flatMap(Served::configuration)
                .filter(task.change().hash()::equals)
                .isPresent();
        return !contested
                && (!task.unseen() || known)
                && live(state, id)
                        .filter(live -> new Wanted(live.with(task.change()), Optional.of(task.change())).is(live))
                        .isPresent();
    }

    private Optional<RuntimeDocument> live(TargetState state, RuntimeId id) {
        return state.serving().live().flatMap(live -> runtimes.version(id, live.version()));
    }

    private Standing judge(TargetState state, Configure order, Task task) {
        return order.rollout()
                .flatMap(ledger::rollout)
                .map(rollout -> judge(state, rollout, task))
                .orElseGet(() -> waiting(state, task));
    }

    private Standing judge(TargetState state, RolloutRecord rollout, Task task) {
        if (!rollout.hasBegun()) {
            // Whoever admitted it may have died before it ran.
            admission.proceed(rollout);
        }
        if (task.wanted().waitFor() == WaitFor.REQUESTED) {
            return new There("Requested");
        }
        return rollout.ending()
                .<Standing>map(ending -> switch (ending.outcome()) {
                    case PROMOTED -> new There("Promoted");
                    case UNCHANGED -> new There("Unchanged");
                    case REJECTED, INCONCLUSIVE, ROLLED_BACK, SUPERSEDED, STUCK ->
                        new Stopped(
                                state.name(),
                                "rollout %s ended as %s, %s; to see why: slipway show %s"
                                        .formatted(
                                                rollout.id(), ending.outcome().word(), ending.reason(), rollout.id()));
                })
                .or(() -> proven(rollout, task))
                .orElseGet(() -> new OnTheWay(
                        state.name(),
                        "rollout %s, which is %s"
                                .formatted(
                                        rollout.id(),
                                        Phase.of(rollout.progress()).word())));
    }

    private static Optional<Standing> proven(RolloutRecord rollout, Task task) {
        return rollout.progress()
                .proof()
                .filter(_ -> task.wanted().waitFor() == WaitFor.PROVEN)
                .<Standing>map(proof -> new There(proof == Proof.PASSED ? "Proven" : "Unproven"));
    }

    private Standing waiting(TargetState state, Task task) {
        List<String> obstacles = new ArrayList<>();
        held(state, obstacles);
        vetoed(state, task, obstacles);
        stuck(state, obstacles);
        if (!obstacles.isEmpty()) {
            return new Stopped(state.name(), String.join("; ", obstacles));
        }
        if (task.wanted().waitFor() == WaitFor.REQUESTED) {
            return new There("Requested");
        }
        return new OnTheWay(
                state.name(),
                state.claim()
                        .active()
                        .map(rollout -> "rollout %s, which has to end first".formatted(rollout))
                        .orElse("its rollout to begin"));
    }

    /** Everything at once that keeps the target from coming as far as the stack waits for. */
    Optional<Standing> obstacle(Follower follower, RuntimeId id, Task task) {
        List<String> found = obstacles(follower, id, task);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stopped(follower.state().name(), String.join("; ", found)));
    }

    private List<String> obstacles(Follower follower, RuntimeId id, Task task) {
        TargetState state = follower.state();
        List<String> found = new ArrayList<>();
        held(state, found);
        vetoed(state, task, found);
        stuck(state, found);
        WaitFor waitFor = task.wanted().waitFor();
        if (follower.deployment().approval().isPresent() && waitFor != WaitFor.REQUESTED) {
            found.add("it asks a person for approval, which no stack waits for: declare WaitFor requested");
        }
        Duration left = Duration.between(task.now(), task.subject().deadline());
        follower.deployment()
                .bake()
                .map(BakeSpec::time)
                .filter(bake -> waitFor == WaitFor.PROMOTED && bake.compareTo(left) >= 0)
                .ifPresent(
                        bake -> found.add("it bakes for %d minutes, longer than a stack waits: declare WaitFor proven"
                                .formatted(bake.toMinutes())));
        Optional<RuntimeDocument> live = live(state, id);
        live.flatMap(document -> Bounds.problem(document.with(task.change()).json()))
                .ifPresent(found::add);
        boolean unsaid = follower.deployment().privateEndpoints() instanceof PrivateEndpoints.Undeclared
                && !task.change().set().has(AUTHORIZER)
                && live.filter(RuntimeDocument::hasJwtAuthorizer).isPresent();
        if (unsaid) {
            found.add("its runtime has a JWT authorizer, whose private endpoints AgentCore never tells:"
                    + " declare runtime.authorizerPrivateEndpoints, \"none\" if there are none");
        }
        return found;
    }

    private static void held(TargetState state, List<String> found) {
        state.restraint()
                .hold()
                .ifPresent(hold -> found.add(
                        "it is held: %s; to go on: slipway release %s".formatted(hold.reason(), state.name())));
    }

    private static void vetoed(TargetState state, Task task, List<String> found) {
        state.restraint()
                .veto(task.change().hash())
                .ifPresent(veto -> found.add(
                        "this configuration failed in rollout %s: %s; to try it again: slipway veto lift %s %s"
                                .formatted(
                                        veto.rollout(),
                                        veto.reason(),
                                        state.name(),
                                        veto.configuration().value().substring(0, 12))));
    }

    /** A rollout of a configuration makes way by itself; another one does not. */
    private void stuck(TargetState state, List<String> found) {
        active(state)
                .filter(rollout -> rollout.isStuck() && !rollout.isStuckForNothing())
                .filter(rollout -> rollout.request().configuration().isEmpty())
                .map(RolloutRecord::id)
                .ifPresent(rollout ->
                        found.add("rollout %s is stuck; to see why: slipway show %s".formatted(rollout, rollout)));
    }

    private Optional<RolloutRecord> active(TargetState state) {
        Optional<RolloutId> active = state.claim().active();
        return active.flatMap(ledger::rollout);
    }
}
