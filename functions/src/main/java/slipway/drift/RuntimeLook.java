package slipway.drift;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.EndpointStatus;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeTags;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.DriftReason;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.target.Declaration.Deployment;

/** Compares the ledger with AgentCore: the runtime, its versions and its endpoints. */
final class RuntimeLook {
    static final Set<DriftReason> REASONS = EnumSet.of(
            DriftReason.LIVE_IMAGE_DIFFERS,
            DriftReason.LIVE_MOVED,
            DriftReason.CONFIGURATION_DIFFERS,
            DriftReason.FOREIGN_VERSION,
            DriftReason.ENDPOINT_STUCK,
            DriftReason.CANDIDATE_LEFT,
            DriftReason.PREVIOUS_MISSING,
            DriftReason.LOCK_WITHOUT_OWNER,
            DriftReason.DEFAULT_IN_USE,
            DriftReason.OTHER_CONTROL_PLANE,
            DriftReason.RUNTIME_GONE,
            DriftReason.ORPHAN);

    private final TargetState state;
    private final Deployment deployment;
    private final RuntimeSight.There runtime;
    private final Optional<Served> proven;
    private final Findings findings = new Findings();

    private RuntimeLook(TargetState state, Deployment deployment, RuntimeSight.There runtime) {
        this.state = state;
        this.deployment = deployment;
        this.runtime = runtime;
        this.proven = state.serving().live().filter(live -> live.endpoint().equals(deployment.fullName()));
    }

    /** @param controlPlane the value of this control plane's tag */
    static Looked of(TargetState state, Deployment deployment, RuntimeSight sight, String controlPlane) {
        return switch (sight) {
            case RuntimeSight.Gone gone -> {
                Findings findings = new Findings();
                findings.add(
                        DriftReason.RUNTIME_GONE,
                        gone.name().value(),
                        "AgentCore knows no runtime %s.".formatted(gone.name()));
                yield new Looked(REASONS, findings.all());
            }
            case RuntimeSight.There there -> {
                RuntimeLook look = new RuntimeLook(state, deployment, there);
                look.look(controlPlane);
                yield new Looked(REASONS, look.findings.all());
            }
        };
    }

    private void look(String controlPlane) {
        if (!runtime.controlPlane().equals(Optional.of(controlPlane))) {
            // Not Slipway's to judge, nor to touch.
            findings.add(
                    DriftReason.OTHER_CONTROL_PLANE,
                    deployment.runtime().value(),
                    "It carries %s = %s, and %s is wanted."
                            .formatted(
                                    RuntimeTags.CONTROL_PLANE,
                                    runtime.controlPlane().orElse("nothing"),
                                    controlPlane));
            return;
        }
        proven.ifPresent(this::live);
        latest();
        others();
        runtime.ownerless()
                .ifPresent(owner -> findings.add(
                        DriftReason.LOCK_WITHOUT_OWNER,
                        deployment.runtime().value(),
                        "%s holds the lock and has ended.".formatted(owner)));
        runtime.left()
                .ifPresent(left -> findings.add(
                        DriftReason.ORPHAN,
                        left.value(),
                        "The target is declared on %s now.".formatted(deployment.runtime())));
    }

    private void live(Served served) {
        Optional<Endpoint> live = runtime.endpoint(deployment.endpoint());
        if (live.isEmpty()) {
            findings.add(
                    DriftReason.LIVE_MOVED,
                    deployment.fullName(),
                    "The endpoint is gone; version %s was proven there.".formatted(served.version()));
            return;
        }
        if (isStuck(live.get())) {
            findings.add(
                    DriftReason.ENDPOINT_STUCK,
                    deployment.fullName(),
                    "It is %s, serves version %s and is to serve %s: %s"
                            .formatted(
                                    live.get().status(),
                                    shown(live.get().liveVersion()),
                                    shown(live.get().targetVersion()),
                                    live.get().failureReason().orElse("AgentCore gives no reason")));
        } else if (live.get().status() == EndpointStatus.READY
                && !live.get().liveVersion().equals(Optional.of(served.version()))) {
            findings.add(
                    DriftReason.LIVE_MOVED,
                    deployment.fullName(),
                    "It serves version %s; version %s was proven there."
                            .formatted(shown(live.get().liveVersion()), served.version()));
        } else if (live.get().serves(served.version())) {
            runtime.live().ifPresent(document -> content(served, document));
        }
    }

    /** A version never changes, but a runtime may have been made anew, and counts from 1 again. */
    private void content(Served served, RuntimeDocument document) {
        Optional<Image> image = document.image();
        boolean same =
                image.filter(i -> i.digest().equals(served.image().digest())).isPresent();
        if (!same) {
            findings.add(
                    DriftReason.LIVE_IMAGE_DIFFERS,
                    deployment.fullName(),
                    "Version %s runs %s; %s was proven there."
                            .formatted(
                                    served.version(),
                                    document.containerUri().orElse("no image"),
                                    served.image().uri()));
        } else if (!served.configurationHash().isEmpty()
                && !served.configurationHash().equals(document.configurationHash())) {
            findings.add(
                    DriftReason.CONFIGURATION_DIFFERS,
                    deployment.fullName(),
                    "Version %s has the configuration %s; %s was proven there."
                            .formatted(
                                    served.version(),
                                    document.configurationHash().substring(0, 8),
                                    served.configurationHash().substring(0, 8)));
        }
    }

    /** A version that Slipway did not make: for the owner of the configuration it is what to bring live, for others foreign. */
    private void latest() {
        RuntimeDocument latest = runtime.latest();
        List<String> changes =
                runtime.live().map(live -> live.changesTo(latest)).orElse(List.of());
        if (changes.isEmpty() || runtime.shared().knows(latest)) {
            return;
        }
        String detail = "Version %s differs from version %s, which live serves: %s."
                .formatted(latest.version(), runtime.live().orElseThrow().version(), String.join(", ", changes));
        switch (deployment.configurationFrom()) {
            case LIVE -> findings.add(DriftReason.FOREIGN_VERSION, "version " + latest.version(), detail);
            case LATEST -> {
                if (!runtime.tried().equals(Optional.of(latest.version()))) {
                    findings.add(DriftReason.CONFIGURATION_DIFFERS, "version " + latest.version(), detail);
                }
            }
        }
        if (runtime.onDefault() > 0) {
            findings.add(
                    DriftReason.DEFAULT_IN_USE,
                    deployment.runtime() + "/DEFAULT",
                    "It serves version %s and was invoked.".formatted(latest.version()));
        }
    }

    private void others() {
        EndpointName candidate = deployment.endpoint().candidate();
        runtime.endpoint(candidate)
                .filter(endpoint -> isStuck(endpoint)
                        || endpoint.liveVersion().filter(this::isStrange).isPresent())
                .ifPresent(endpoint -> findings.add(
                        DriftReason.CANDIDATE_LEFT,
                        deployment.runtime() + "/" + candidate,
                        "It is %s and serves version %s.".formatted(endpoint.status(), shown(endpoint.liveVersion()))));
        EndpointName previous = deployment.endpoint().previous();
        Optional<Endpoint> kept = runtime.endpoint(previous);
        if (proven.isPresent()
                && state.serving().previous().isPresent()
                && kept.filter(endpoint -> !isStuck(endpoint)).isEmpty()) {
            findings.add(
                    DriftReason.PREVIOUS_MISSING,
                    deployment.runtime() + "/" + previous,
                    kept.map(endpoint -> "It is %s.".formatted(endpoint.status()))
                            .orElse("There is no such endpoint."));
        }
    }

    private boolean isStrange(Version version) {
        return !runtime.shared().made().containsKey(version.number())
                && state.serving().served(version).isEmpty();
    }

    private static boolean isStuck(Endpoint endpoint) {
        return switch (endpoint.status()) {
            case CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> true;
            case READY -> !endpoint.targetVersion().equals(endpoint.liveVersion());
            case CREATING, UPDATING, DELETING, UNKNOWN -> false;
        };
    }

    private static String shown(Optional<Version> version) {
        return version.map(Version::toString).orElse("none");
    }
}
