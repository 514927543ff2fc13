package slipway.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.image.GateFailure;
import slipway.image.Gates;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.VerdictRecord;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;

/** Looks at what the rollout's phase needs, and at nothing else: every look is a call that counts against a rate. */
final class Observer {
    private static final int SINCE = 5;

    private final Ledger ledger;
    private final Images images;
    private final AgentRuntimes runtimes;
    private final Place place;

    Observer(Ledger ledger, Images images, AgentRuntimes runtimes, Place place) {
        this.ledger = ledger;
        this.images = images;
        this.runtimes = runtimes;
        this.place = place;
    }

    /** The runtime of the declared name, looked up once and then kept in the rollout. */
    Optional<RuntimeId> runtime(Deployment deployment) {
        return runtimes.find(deployment.runtime());
    }

    Observed observe(RolloutRecord rollout, Deployment deployment) {
        Progress progress = rollout.progress();
        Phase phase = Phase.of(progress);
        Optional<RuntimeId> id = progress.runtime();
        return new Observed(
                ledger.target(rollout.target()),
                rollout,
                deployment,
                phase == Phase.MAKE && progress.update().isEmpty() ? gates(rollout) : List.of(),
                phase == Phase.MAKE || phase == Phase.VERIFY
                        ? id.map(i -> runtime(i, deployment, progress))
                        : Optional.empty(),
                phase == Phase.VERIFY ? id.flatMap(i -> candidate(i, progress)) : Optional.empty(),
                phase == Phase.PROVE || phase == Phase.MOVE
                        ? endpoint(id, deployment.endpoint().candidate())
                        : Optional.empty(),
                phase == Phase.MOVE || phase == Phase.SETTLE || phase == Phase.COMPENSATE
                        ? endpoint(id, deployment.endpoint())
                        : Optional.empty(),
                verdict(rollout, deployment, phase));
    }

    private List<GateFailure> gates(RolloutRecord rollout) {
        return Gates.check(rollout.image(), images.describe(rollout.image()), place.region());
    }

    private Observed.Runtime runtime(RuntimeId id, Deployment deployment, Progress progress) {
        RuntimeDocument latest = runtimes.latest(id);
        boolean optedIn =
                place.controlPlane().equals(runtimes.tags(latest.arn()).get(Place.TAG));
        Observed.Runtime.Base base =
                progress.base().map(known -> known(id, known)).orElseGet(() -> base(id, deployment, latest));
        return new Observed.Runtime(
                ledger.runtime(id),
                optedIn,
                Place.TAG + " = " + place.controlPlane(),
                latest,
                base,
                since(id, progress, latest));
    }

    private Observed.Runtime.Base known(RuntimeId id, Progress.Base base) {
        RuntimeDocument document = runtimes.version(id, base.version())
                .orElseThrow(() -> new IllegalStateException("version " + base.version() + " of " + id + " is gone"));
        return new Observed.Runtime.Base(document, base.live());
    }

    private Observed.Runtime.Base base(RuntimeId id, Deployment deployment, RuntimeDocument latest) {
        Optional<Version> live = runtimes.endpoint(id, deployment.endpoint()).flatMap(Endpoint::liveVersion);
        Optional<RuntimeDocument> document = deployment.configurationFrom() == ConfigurationFrom.LIVE
                ? live.flatMap(version -> runtimes.version(id, version))
                : Optional.empty();
        return new Observed.Runtime.Base(document.orElse(latest), live);
    }

    /** The versions that came after the rollout had last looked before its update. */
    private List<RuntimeDocument> since(RuntimeId id, Progress progress, RuntimeDocument latest) {
        List<RuntimeDocument> found = new ArrayList<>();
        int highest = progress.update()
                .map(u -> u.highest().number())
                .orElse(latest.version().number());
        for (int number = highest + 1; number < latest.version().number() && found.size() < SINCE; number++) {
            runtimes.version(id, new Version(number)).ifPresent(found::add);
        }
        if (latest.version().number() > highest) {
            found.add(latest);
        }
        return List.copyOf(found);
    }

    private Optional<RuntimeDocument> candidate(RuntimeId id, Progress progress) {
        return progress.candidate().flatMap(candidate -> runtimes.version(id, candidate.version()));
    }

    private Optional<Endpoint> endpoint(Optional<RuntimeId> id, EndpointName name) {
        return id.flatMap(i -> runtimes.endpoint(i, name));
    }

    private Optional<VerdictRecord> verdict(RolloutRecord rollout, Deployment deployment, Phase phase) {
        Progress.Tests tests = rollout.progress().tests();
        return switch (phase) {
            case PROVE ->
                ledger.verdict(rollout.id(), deployment.endpoint().candidate().value(), tests.candidate());
            case SETTLE -> ledger.verdict(rollout.id(), deployment.endpoint().value(), tests.live());
            case MAKE, VERIFY, MOVE, COMPENSATE -> Optional.empty();
        };
    }
}
