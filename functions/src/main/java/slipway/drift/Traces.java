package slipway.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.Gap;
import slipway.ledger.Proof;
import slipway.ledger.TargetState.Served;
import slipway.target.Declaration.Deployment;
import slipway.target.TargetName;

/**
 * What the runtime and Parameter Store still say of what a lost target's live endpoint serves. What was proven there is
 * what live-image says; where an endpoint serves another image than that, no ledger says why.
 */
final class Traces {
    private final TargetName target;
    private final Deployment deployment;
    private final RuntimeSight.There runtime;
    private final Optional<RuntimeDocument> before;
    private final Optional<Image> published;
    private final Instant now;

    /**
     * @param before the document of the version that the previous endpoint serves
     * @param published what live-image says
     */
    Traces(
            TargetName target,
            Deployment deployment,
            RuntimeSight.There runtime,
            Optional<RuntimeDocument> before,
            Optional<Image> published,
            Instant now) {
        this.target = target;
        this.deployment = deployment;
        this.runtime = runtime;
        this.before = before;
        this.published = published;
        this.now = now;
    }

    /** What counts as live: what live-image says, where an endpoint still has it, or else what live serves. */
    Optional<Served> live() {
        return Stream.concat(runtime.live().stream(), before.stream())
                .filter(this::isPublished)
                .findFirst()
                .or(runtime::live)
                .flatMap(this::served);
    }

    /** What live is to go back to: what its previous endpoint keeps. */
    Optional<Served> previous() {
        Optional<Version> live = live().map(Served::version);
        return live.flatMap(_ -> before)
                .filter(document -> !live.equals(Optional.of(document.version())))
                .flatMap(this::served);
    }

    /** Whether live serves what counts as live, and nobody published another image for it. */
    boolean isSettled() {
        return live().filter(served -> endpoint(deployment.endpoint())
                        .filter(endpoint -> endpoint.serves(served.version()))
                        .isPresent())
                .filter(served -> isPublished(served.image()))
                .isPresent();
    }

    /** Versions that differ from live in nothing but the image: nothing of anybody's is lost when they are replaced. */
    List<Version> harmless() {
        EndpointName candidate = deployment.endpoint().candidate();
        boolean tried = endpoint(candidate)
                .flatMap(Endpoint::liveVersion)
                .filter(runtime.latest().version()::equals)
                .isPresent();
        return tried && isHarmless() ? List.of(runtime.latest().version()) : List.of();
    }

    private boolean isHarmless() {
        return runtime.live()
                .filter(live -> live.configurationHash().equals(runtime.latest().configurationHash()))
                .isPresent();
    }

    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        if (live().isEmpty()) {
            gaps.add(new Gap(
                    "%s serves no image that is pinned; live-image says %s."
                            .formatted(deployment.fullName(), shown(published)),
                    "Look what it should serve, then: slipway release %s.".formatted(target)));
        } else if (!isSettled()) {
            gaps.add(new Gap(
                    "%s serves %s, and live-image says %s: a rollout was under way, or somebody moved live."
                            .formatted(
                                    deployment.fullName(),
                                    shown(runtime.live().flatMap(RuntimeDocument::image)),
                                    shown(published)),
                    "Look at what it serves, then: slipway release %s.".formatted(target)));
        }
        boolean foreign = harmless().isEmpty()
                && runtime.live()
                        .filter(live -> !live.changesTo(runtime.latest()).isEmpty())
                        .isPresent();
        if (foreign) {
            gaps.add(new Gap(
                    "Version %s of %s is the latest, and whether Slipway made it is not known: it counts as somebody else's."
                            .formatted(runtime.latest().version(), deployment.runtime()),
                    "To roll out from it: slipway adopt %s.".formatted(target)));
        }
        return gaps;
    }

    private boolean isPublished(RuntimeDocument document) {
        return document.image().filter(this::isPublished).isPresent();
    }

    /** Where nothing was published, live was there before Slipway came, and counts as it stands. */
    private boolean isPublished(Image image) {
        return published.map(Image::digest).orElse(image.digest()).equals(image.digest());
    }

    private Optional<Served> served(RuntimeDocument document) {
        return document.image()
                .map(image -> new Served(
                        deployment.fullName(),
                        image,
                        document.version(),
                        document.configurationHash(),
                        Proof.ADOPTED,
                        now));
    }

    private Optional<Endpoint> endpoint(EndpointName name) {
        return runtime.endpoint(name);
    }

    private static String shown(Optional<Image> image) {
        return image.map(i -> "%s (%s)".formatted(i.tag(), i.digest().shortForm()))
                .orElse("none");
    }
}
