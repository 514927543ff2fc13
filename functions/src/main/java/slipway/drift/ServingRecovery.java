package slipway.drift;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.ledger.RuntimeState;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.parameter.Parameters.Last;
import slipway.target.Declaration.Deployment;
import slipway.target.TargetName;

/** Finds out what live serves and served before, where the ledger has lost it. */
final class ServingRecovery {
    private final Ledger ledger;
    private final Looks looks;

    ServingRecovery(Ledger ledger, Looks looks) {
        this.ledger = ledger;
        this.looks = looks;
    }

    /**
     * The target with what live serves and served before, where its runtime is there and ours.
     *
     * @param said what is published
     * @param tagged every tag that its repository has
     */
    TargetState found(
            TargetState recalled,
            Deployment deployment,
            Published said,
            List<Found> tagged,
            RebuildRequest request,
            Gaps gaps) {
        TargetState blank = TargetState.blank(recalled.name());
        return switch (looks.runtime(blank, deployment, request.now())) {
            case RuntimeSight.Gone gone -> {
                gaps.gone(gone.name());
                yield recalled;
            }
            case RuntimeSight.There there
            when !isOurs(there) -> {
                gaps.others(deployment.runtime());
                yield recalled;
            }
            case RuntimeSight.There there -> served(recalled, deployment, there, said, tagged, request, gaps);
        };
    }

    private boolean isOurs(RuntimeSight.There runtime) {
        return runtime.controlPlane().equals(Optional.of(looks.controlPlane()));
    }

    private TargetState served(
            TargetState recalled,
            Deployment deployment,
            RuntimeSight.There runtime,
            Published said,
            List<Found> tagged,
            RebuildRequest request,
            Gaps gaps) {
        Optional<RuntimeDocument> before = runtime.endpoint(
                        deployment.endpoint().previous())
                .flatMap(Endpoint::liveVersion)
                .flatMap(version -> looks.version(runtime.latest().id(), version));
        Optional<Image> published = said.liveImage().flatMap(ServingRecovery::image);
        Traces traces = new Traces(recalled.name(), deployment, runtime, before, published, request.now());
        Optional<Served> live = traces.live();
        Optional<Served> previous = traces.previous();
        List<Served> earlier = previous.stream().toList();
        Serving serving = new Serving(live, previous, earlier, guarded(recalled.name(), live, previous, tagged));
        gaps.addAll(traces.gaps());
        long number = recalled.claim().sequence();
        if (!request.dry() && number > 0) {
            own(runtime, traces.harmless(), RolloutId.of(recalled.name(), number));
        }
        return released(recalled.withServing(serving), traces, gaps);
    }

    /** What differs from live in its image alone is taken for the last rollout's. */
    private void own(RuntimeSight.There runtime, List<Version> versions, RolloutId by) {
        for (Version version : versions) {
            RuntimeState shared = ledger.runtime(runtime.latest().id());
            if (!shared.made().containsKey(version.number())) {
                ledger.save(shared.withMade(version, by));
            }
        }
    }

    /** Where live serves what it should, nothing could go live unasked. */
    private static TargetState released(TargetState state, Traces traces, Gaps gaps) {
        Optional<Image> live = state.serving().live().map(Served::image);
        Optional<Image> desired = state.following().desired();
        boolean same = desired.map(Image::digest).equals(live.map(Image::digest));
        if (traces.isSettled() && same) {
            return state.withRestraint(state.restraint().withHold(Optional.empty()));
        }
        if (!same) {
            gaps.unproven(desired);
        }
        return state;
    }

    private List<Image> guarded(
            TargetName target, Optional<Served> live, Optional<Served> previous, List<Found> tagged) {
        List<Image> used = Stream.concat(live.stream(), previous.stream())
                .map(Served::image)
                .toList();
        return tagged.stream()
                .map(Found::image)
                .filter(image -> looks.keep(target, image.digest()).tag().equals(image.tag()))
                .map(kept -> used.stream()
                        .filter(image -> image.digest().equals(kept.digest()))
                        .findFirst()
                        .orElse(kept))
                .toList();
    }

    private static Optional<Image> image(Last said) {
        try {
            return Optional.of(Image.parse(said.value()));
        } catch (InvalidImage e) {
            return Optional.empty();
        }
    }
}
