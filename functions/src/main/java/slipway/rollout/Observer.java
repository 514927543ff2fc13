package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.image.GateFailure;
import slipway.image.Gates;
import slipway.image.Images;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.VerdictRecord;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.Monitor;
import slipway.monitor.Traffic;
import slipway.target.BakeSpec;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;

/** Looks at what the rollout's phase needs, and at nothing else: every look is a call that counts against a rate. */
final class Observer {
    private final Ledger ledger;
    private final Images images;
    private final AgentRuntimes runtimes;
    private final Monitor monitor;
    private final RuntimeLook look;
    private final Place place;

    Observer(Ledger ledger, Images images, AgentRuntimes runtimes, Monitor monitor, Changes changes, Place place) {
        this.ledger = ledger;
        this.images = images;
        this.runtimes = runtimes;
        this.monitor = monitor;
        this.look = new RuntimeLook(ledger, runtimes, changes, place);
        this.place = place;
    }

    /** The runtime of the declared name, looked up once and then kept in the rollout. */
    Optional<RuntimeId> runtime(Deployment deployment) {
        return runtimes.find(deployment.runtime());
    }

    Observed observe(RolloutRecord rollout, Deployment deployment, Instant now) {
        Progress progress = rollout.progress();
        Phase phase = Phase.of(progress);
        Optional<RuntimeId> id = progress.runtime();
        TargetState target = ledger.target(rollout.target());
        boolean making = phase == Phase.MAKE || phase == Phase.VERIFY;
        boolean moving = phase == Phase.MOVE;
        boolean moved = phase == Phase.SETTLE || phase == Phase.BAKE || phase == Phase.COMPENSATE;
        // What people want, and an alarm that was heard, goes before what CloudWatch and ECR say, and must not wait for
        // them.
        boolean decided = rollout.isReturn()
                || target.orders().abort(rollout.id()).isPresent()
                || target.orders().rollback().isPresent()
                || (moved && target.orders().ring(rollout.id()).isPresent());
        // A target that leaves takes its candidate endpoint along.
        boolean leaving = target.declaration().isEmpty();
        boolean healing = making && rollout.isReturn() && rollout.cause() == Cause.HEAL;
        Optional<Endpoint> live = healing || moving || moved ? endpoint(id, deployment.endpoint()) : Optional.empty();
        Optional<VerdictRecord> verdict = verdict(rollout, deployment, phase);
        return new Observed(
                target,
                rollout,
                deployment,
                phase == Phase.MAKE ? gates(rollout) : List.of(),
                making
                        ? id.map(i ->
                                look.at(i, deployment, rollout, target.orders().adoption()))
                        : Optional.empty(),
                making ? candidate(id, rollout) : Optional.empty(),
                phase == Phase.PROVE || leaving
                        ? endpoint(id, deployment.endpoint().candidate())
                        : Optional.empty(),
                moving ? endpoint(id, deployment.endpoint().previous()) : Optional.empty(),
                live,
                verdict,
                moving && !decided && deployment.approval().isPresent()
                        ? images.describe(rollout.image())
                        : Optional.empty(),
                (moving || phase == Phase.BAKE) && !decided ? alarms(deployment) : Map.of(),
                decided ? Optional.empty() : traffic(rollout, deployment, phase, live, verdict, now));
    }

    /** An image that live goes back to has passed its gates long ago. */
    private List<GateFailure> gates(RolloutRecord rollout) {
        boolean needed = rollout.progress().update().isEmpty() && !rollout.isReturn();
        return needed ? Gates.check(rollout.image(), images.describe(rollout.image()), place.region()) : List.of();
    }

    private Optional<RuntimeDocument> candidate(Optional<RuntimeId> id, RolloutRecord rollout) {
        Optional<Version> version = rollout.progress()
                .candidate()
                .map(Progress.Candidate::version)
                .or(() -> rollout.request().to());
        return id.flatMap(i -> version.flatMap(v -> runtimes.version(i, v)));
    }

    private Optional<Endpoint> endpoint(Optional<RuntimeId> id, EndpointName name) {
        return id.flatMap(i -> runtimes.endpoint(i, name));
    }

    private Map<AlarmName, AlarmState> alarms(Deployment deployment) {
        Set<AlarmName> names =
                deployment.bake().map(spec -> Set.copyOf(spec.alarms())).orElse(Set.of());
        return names.isEmpty() ? Map.of() : monitor.alarms(names);
    }

    /** Before the move, as soon as live has shown that it answers; after it, during the bake. */
    private Optional<Traffic> traffic(
            RolloutRecord rollout,
            Deployment deployment,
            Phase phase,
            Optional<Endpoint> live,
            Optional<VerdictRecord> verdict,
            Instant now) {
        Optional<BakeSpec> spec = deployment.bake().filter(bake -> bake.bounds().any());
        if (spec.isEmpty() || live.isEmpty()) {
            return Optional.empty();
        }
        Progress progress = rollout.progress();
        boolean proven = verdict.isPresent() || deployment.proof() instanceof Declaration.Proof.Skipped;
        if (phase == Phase.SETTLE && proven) {
            Instant moved = Minutes.before(progress.move().orElseThrow().at());
            return Optional.of(
                    traffic(deployment, live.get(), moved.minus(spec.get().time()), moved));
        }
        return phase == Phase.BAKE
                ? progress.bake()
                        .map(bake -> traffic(deployment, live.get(), Minutes.after(bake.since()), Minutes.seen(now)))
                : Optional.empty();
    }

    private Traffic traffic(Deployment deployment, Endpoint live, Instant from, Instant to) {
        return monitor.traffic(live.runtimeArn(), deployment.runtime(), deployment.endpoint(), from, to);
    }

    /** The verdict that is due, or the one that proved the candidate, if it is about the version that is tested. */
    private Optional<VerdictRecord> verdict(RolloutRecord rollout, Deployment deployment, Phase phase) {
        Progress.Tests tests = rollout.progress().tests();
        return switch (phase) {
            case PROVE, MOVE -> verdict(rollout, deployment.endpoint().candidate(), tests.candidate());
            case SETTLE -> verdict(rollout, deployment.endpoint(), tests.live());
            case MAKE, VERIFY, APPROVE, BAKE, COMPENSATE -> Optional.empty();
        };
    }

    private Optional<VerdictRecord> verdict(RolloutRecord rollout, EndpointName endpoint, int attempt) {
        Optional<Version> version = rollout.progress().candidate().map(Progress.Candidate::version);
        return ledger.verdict(rollout.id(), endpoint.value(), attempt)
                .filter(verdict -> version.filter(verdict.version()::equals).isPresent());
    }
}
