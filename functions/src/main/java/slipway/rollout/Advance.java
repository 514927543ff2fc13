package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.RuntimeLock;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.About;
import slipway.event.Events;
import slipway.failure.AwsFailure;
import slipway.image.Images;
import slipway.ledger.Consequence;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.Outcome;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.monitor.Monitor;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.rollout.RolloutAction.End;
import slipway.seal.Seal;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;

/** Carries a rollout on: looks, decides, acts, until something has to be waited for. */
public final class Advance {
    private static final Logger LOG = LoggerFactory.getLogger(Advance.class);
    private static final int ACTIONS = 12;
    private static final int TURNS = 1000;
    private static final Duration THROTTLED = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Executions executions;
    private final Admission admission;
    private final Observer observer;
    private final Hands hands;
    private final Finish finish;
    private final Policy policy;

    private Advance(World world, Observer observer, Hands hands, Finish finish, Policy policy) {
        this.ledger = world.ledger();
        this.executions = world.executions();
        this.admission = world.admission();
        this.observer = observer;
        this.hands = hands;
        this.finish = finish;
        this.policy = policy;
    }

    /**
     * Everything that a rollout touches.
     *
     * @param seal asked only where a stack's configuration is to be opened
     */
    record World(
            Ledger ledger,
            Executions executions,
            Images images,
            AgentRuntimes runtimes,
            Monitor monitor,
            Parameters parameters,
            ParameterNames names,
            Events events,
            Admission admission,
            Supplier<Seal> seal) {}

    static Advance over(World world, Place place) {
        RuntimeLock lock = new RuntimeLock(world.ledger(), world.admission());
        return new Advance(
                world,
                new Observer(
                        world.ledger(),
                        world.images(),
                        world.runtimes(),
                        world.monitor(),
                        new Changes(world.ledger(), world.seal()),
                        place),
                new Hands(
                        world.ledger(),
                        world.events(),
                        lock,
                        new Versions(world.ledger(), world.runtimes(), lock),
                        new Endpoints(world.ledger(), world.runtimes(), place)),
                new Finish(world, lock, new Aftermath(world, lock, place)),
                Policy.standard());
    }

    /**
     * Keeps the token by which a wait can be ended early, and ends it at once where somebody wrote to the target after
     * the wait was decided on: they had no token to end it with.
     */
    public void park(RolloutId id, String token) {
        ledger.park(id, token);
        RolloutRecord rollout = record(id);
        if (ledger.target(rollout.target()).revision() != rollout.run().seen()) {
            executions.wake(token);
        }
    }

    /**
     * One visit.
     *
     * @param execution who asks; only the rollout's own execution may act
     * @param turn counts the visits of this execution
     * @param now the state machine's time
     */
    public Step advance(RolloutId id, String execution, int turn, Instant now) {
        Step step = advance(id, execution, now);
        if (turn < TURNS || step instanceof Step.Finished) {
            return step;
        }
        // Step Functions ends an execution after 25,000 events, so a long rollout goes on in the next one.
        admission.proceed(ledger.save(record(id).continued()));
        return new Step.Finished();
    }

    private RolloutRecord record(RolloutId id) {
        return ledger.rollout(id).orElseThrow(() -> new IllegalStateException("no record of " + id));
    }

    private Step advance(RolloutId id, String execution, Instant now) {
        RolloutRecord rollout = record(id);
        Optional<RolloutRecord> owned = own(rollout, execution);
        if (owned.isEmpty()) {
            return new Step.Finished();
        }
        try {
            return carryOn(owned.get(), now);
        } catch (LedgerConflict e) {
            // Somebody else has a hand in it, a request to go on for example: look again.
            return new Step.Pause(policy.shortest());
        }
    }

    private Step carryOn(RolloutRecord rollout, Instant now) {
        RolloutRecord current = rollout;
        for (int action = 0; action < ACTIONS; action++) {
            try (About _ = about(current)) {
                if (current.ending().isPresent()) {
                    return end(current, now);
                }
                Hands.Done done = step(current, now);
                if (done.step().isPresent()) {
                    return done.step().get();
                }
                current = done.rollout();
            }
        }
        return new Step.Pause(policy.shortest());
    }

    /** Each part of an end may be done again, so that one for which AWS has no time is waited for. */
    private Step end(RolloutRecord rollout, Instant now) {
        try {
            return finish.finish(rollout, now);
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.THROTTLED) {
                throw failure;
            }
            LOG.warn("rollout {}: {} {}", rollout.id(), failure.action(), failure.getMessage());
            return new Step.Pause(THROTTLED);
        }
    }

    private static About about(RolloutRecord rollout) {
        About about = About.rollout(rollout.id())
                .andTarget(rollout.target())
                .andDigest(rollout.image().digest());
        rollout.progress().candidate().map(Progress.Candidate::version).ifPresent(about::andVersion);
        return about;
    }

    /** Two executions of one rollout: the one on record acts, and another takes over only when that one is over. */
    private Optional<RolloutRecord> own(RolloutRecord rollout, String execution) {
        if (rollout.run().execution().isEmpty()) {
            return Optional.of(ledger.save(rollout.withExecution(execution)));
        }
        String owner = rollout.run().execution().get();
        if (owner.equals(execution)) {
            return Optional.of(rollout);
        }
        if (executions.runs(owner)) {
            LOG.warn("rollout {}: {} acts for it, {} does not", rollout.id(), owner, execution);
            return Optional.empty();
        }
        return Optional.of(ledger.save(rollout.withExecution(execution)));
    }

    private Hands.Done step(RolloutRecord rollout, Instant now) {
        try {
            RolloutRecord found = findRuntime(rollout, now);
            Observed observed = observer.observe(found, deployment(found), now);
            RolloutAction action = Rollout.next(observed, policy, now);
            LOG.info("rollout {}: {}", rollout.id(), Narration.of(action));
            return waiting(hands.act(found, action, now), observed.target().revision());
        } catch (AwsFailure failure) {
            return failed(rollout.id(), failure, now);
        }
    }

    private Hands.Done waiting(Hands.Done done, long seen) {
        boolean parks = done.step().filter(Step.Park.class::isInstance).isPresent();
        return parks && done.rollout().run().seen() != seen
                ? new Hands.Done(ledger.save(done.rollout().waiting(seen)), done.step())
                : done;
    }

    private RolloutRecord findRuntime(RolloutRecord rollout, Instant now) {
        if (rollout.progress().runtime().isPresent()) {
            return rollout;
        }
        return observer.runtime(deployment(rollout))
                .map(id -> ledger.save(
                        rollout.withProgress(rollout.progress().withRuntime(id)).noted(now, "runtime " + id.value())))
                .orElse(rollout);
    }

    private static Deployment deployment(RolloutRecord rollout) {
        return DeclarationReader.accepted(Optional.of(rollout.request().declaration()))
                .flatMap(Declaration::deployment)
                .orElseThrow(
                        () -> new IllegalStateException("rollout " + rollout.id() + " has no deployment to follow"));
    }

    /** A passing failure is waited out; the others are for a person, or for the image's owner. */
    private Hands.Done failed(RolloutId id, AwsFailure failure, Instant now) {
        // What the action wrote down before its call failed is on record; go on from that.
        RolloutRecord rollout = ledger.rollout(id).orElseThrow();
        LOG.warn("rollout {}: {} {}", id, failure.action(), failure.getMessage());
        return switch (failure.kind()) {
            case THROTTLED, CONFLICT, UNAVAILABLE -> stumbled(rollout, failure, now);
            case DENIED -> denied(rollout, failure, now);
            case QUOTA ->
                stuck(
                        rollout,
                        Reason.QUOTA_EXCEEDED,
                        failure.getMessage() + " Raise the quota or make room, then: slipway retry.",
                        now);
            case NOT_FOUND ->
                stuck(rollout, Reason.NOT_FOUND, failure.getMessage() + " Put it back, then: slipway retry.", now);
            case INVALID -> refused(rollout, failure, now);
        };
    }

    /** Grants take a while to spread through IAM, so a target that was just declared may be refused at first. */
    private Hands.Done denied(RolloutRecord rollout, AwsFailure failure, Instant now) {
        boolean fresh = now.isBefore(rollout.request().startedAt().plus(policy.spreading()));
        return fresh ? stumbled(rollout, failure, now) : stuck(rollout, Reason.ACCESS_DENIED, denied(failure), now);
    }

    private Hands.Done stumbled(RolloutRecord rollout, AwsFailure failure, Instant now) {
        int stumbles = rollout.progress().stumbles() + 1;
        if (stumbles > policy.stumbles()) {
            String explanation =
                    "%s failed %d times in a row: %s".formatted(failure.action(), stumbles, failure.getMessage());
            return rollout.isReturn() || isUnfinished(rollout.progress())
                    ? stuck(rollout, Reason.UNAVAILABLE, explanation + " When it answers: slipway retry.", now)
                    : hands.act(
                            rollout,
                            End.of(Outcome.INCONCLUSIVE, Reason.UNAVAILABLE, explanation, Consequence.NONE),
                            now);
        }
        RolloutRecord saved =
                ledger.save(rollout.withProgress(rollout.progress().withStumbles(stumbles)));
        Duration pause = policy.backOff(stumbles);
        return Hands.Done.with(saved, new Step.Pause(pause));
    }

    /** Whether something has begun that has to be brought to an end: an update, or live's move. */
    private static boolean isUnfinished(Progress progress) {
        boolean updating = progress.update().isPresent() && progress.candidate().isEmpty();
        return updating || progress.move().isPresent();
    }

    private Hands.Done stuck(RolloutRecord rollout, Reason reason, String explanation, Instant now) {
        return hands.act(rollout, End.of(Outcome.STUCK, reason, explanation, Consequence.NONE), now);
    }

    private Hands.Done refused(RolloutRecord rollout, AwsFailure failure, Instant now) {
        boolean making = Phase.of(rollout.progress()) == Phase.MAKE
                && rollout.progress().update().isPresent();
        return making
                ? hands.act(
                        rollout,
                        End.of(
                                Outcome.REJECTED,
                                Reason.UPDATE_REFUSED,
                                String.valueOf(failure.getMessage()),
                                Consequence.VETO),
                        now)
                : stuck(rollout, Reason.CALL_REFUSED, failure.action() + ": " + failure.getMessage(), now);
    }

    private static String denied(AwsFailure failure) {
        return "%s may not %s on %s. Grant it, then: slipway retry."
                .formatted(
                        failure.roleOrCaller().isEmpty() ? "The caller" : "The role " + failure.roleOrCaller(),
                        failure.action(),
                        failure.resource().isEmpty() ? "the resource" : failure.resource());
    }
}
