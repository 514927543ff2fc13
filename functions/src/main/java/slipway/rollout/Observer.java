package slipway.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.image.GateFailure;
import slipway.image.Gates;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.VerdictRecord;
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
        TargetState target = ledger.target(rollout.target());
        // A target that leaves takes its candidate endpoint along.
        boolean leaving = target.declaration().isEmpty();
        return new Observed(
                target,
                rollout,
                deployment,
                phase == Phase.MAKE && progress.update().isEmpty() ? gates(rollout) : List.of(),
                phase == Phase.MAKE || phase == Phase.VERIFY
                        ? id.map(i -> runtime(i, deployment, progress))
                        : Optional.empty(),
                phase == Phase.VERIFY ? id.flatMap(i -> candidate(i, progress)) : Optional.empty(),
                phase == Phase.PROVE || phase == Phase.MOVE || leaving
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

    private Observed.RuntimeView runtime(RuntimeId id, Deployment deployment, Progress progress) {
        RuntimeDocument latest = runtimes.latest(id);
        Optional<Endpoint> live = runtimes.endpoint(id, deployment.endpoint());
        List<String> untagged = Stream.concat(
                        Stream.of(latest.arn()), live.stream().map(Endpoint::arn))
                .filter(arn -> !place.controlPlane().equals(runtimes.tags(arn).get(Place.TAG)))
                .toList();
        Observed.RuntimeView.Base base = progress.base()
                .map(known -> new Observed.RuntimeView.Base(document(id, known.version()), known.live()))
                .orElseGet(() -> base(id, deployment, latest, live.flatMap(Endpoint::liveVersion)));
        String tag = Place.TAG + " = " + place.controlPlane();
        return new Observed.RuntimeView(ledger.runtime(id), untagged, tag, latest, base, since(id, progress, latest));
    }

    private Observed.RuntimeView.Base base(
            RuntimeId id, Deployment deployment, RuntimeDocument latest, Optional<Version> live) {
        RuntimeDocument document = switch (deployment.configurationFrom()) {
            case LATEST -> latest;
            case LIVE -> live.map(version -> document(id, version)).orElse(latest);
        };
        return new Observed.RuntimeView.Base(document, live);
    }

    private RuntimeDocument document(RuntimeId id, Version version) {
        return runtimes.version(id, version)
                .orElseThrow(() -> new AwsFailure(
                        AwsFailure.Kind.NOT_FOUND,
                        "bedrock-agentcore:GetAgentRuntime",
                        "",
                        id.value(),
                        "Version %s of runtime %s is gone.".formatted(version, id.value()),
                        null));
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

    /** The verdict that is due, if it is about the version that is tested. */
    private Optional<VerdictRecord> verdict(RolloutRecord rollout, Deployment deployment, Phase phase) {
        Progress.Tests tests = rollout.progress().tests();
        Optional<Version> version = rollout.progress().candidate().map(Progress.Candidate::version);
        return switch (phase) {
            case PROVE -> verdict(rollout, deployment.endpoint().candidate(), tests.candidate(), version);
            case SETTLE -> verdict(rollout, deployment.endpoint(), tests.live(), version);
            case MAKE, VERIFY, APPROVE, MOVE, BAKE, COMPENSATE -> Optional.empty();
        };
    }

    private Optional<VerdictRecord> verdict(
            RolloutRecord rollout, EndpointName endpoint, int attempt, Optional<Version> version) {
        return ledger.verdict(rollout.id(), endpoint.value(), attempt)
                .filter(verdict -> version.filter(verdict.version()::equals).isPresent());
    }
}
