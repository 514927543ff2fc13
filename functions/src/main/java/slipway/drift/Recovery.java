package slipway.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.event.About;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.ledger.Attempts;
import slipway.ledger.Gap;
import slipway.ledger.Ledger;
import slipway.ledger.Rebuilt;
import slipway.ledger.Rebuilt.Result;
import slipway.ledger.RolloutId;
import slipway.ledger.RuntimeState;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Claim;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters.Last;
import slipway.parameter.Parameters.Write;
import slipway.parameter.Projection;
import slipway.parameter.Recollection;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;
import slipway.target.Declared;
import slipway.target.TargetName;

/** Puts a target that the ledger has lost together again. What the ledger has is never written over. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Ledger ledger;
    private final ParameterNames names;
    private final Projection projection;
    private final Looks looks;
    private final Attempts attempts = new Attempts();

    Recovery(DriftCheck.World world, Projection projection, Looks looks) {
        this.ledger = world.ledger();
        this.names = world.names();
        this.projection = projection;
        this.looks = looks;
    }

    Rebuilt recover(TargetName target, Past past, RebuildRequest request) {
        try (About _ = About.target(target)) {
            Rebuilt rebuilt = attempts.get(() -> recover(ledger.target(target), past, request));
            LOG.info(
                    "target {}: {}, gaps: {}",
                    target,
                    rebuilt.result(),
                    rebuilt.gaps().size());
            return rebuilt;
        }
    }

    private Rebuilt recover(TargetState state, Past past, RebuildRequest request) {
        boolean unfinished = Recollection.isUnfinished(state);
        if (!Recollection.isUnknown(state) && !unfinished) {
            return unchanged(state, request, Result.KNOWN, List.of());
        }
        List<Write> history = looks.history(state.name());
        if (!unfinished && !projection.isPublished(history)) {
            return unchanged(state, request, Result.NEW, List.of());
        }
        Map<String, Last> published = looks.published(List.of(state.name()));
        Published said = Published.of(published, names, state.name());
        String text = said.declaration().map(Last::value).orElse("");
        return switch (DeclarationReader.read(text)) {
            case Declared.Invalid invalid ->
                unchanged(
                        state,
                        request,
                        Result.FAILED,
                        List.of(new Gap(invalid.sentence(), "Write a declaration that holds, then: slipway rebuild.")));
            case Declared.Valid valid ->
                recover(
                        new Lost(
                                state,
                                text,
                                valid.declaration(),
                                history,
                                said,
                                looks.tagged(valid.declaration().repository())),
                        past,
                        request);
        };
    }

    /** A target that is to be put together again, and what Parameter Store and ECR say of it. */
    private record Lost(
            TargetState state,
            String text,
            Declaration declaration,
            List<Write> history,
            Published said,
            List<Found> tagged) {

        Optional<Newest> newest() {
            return declaration.tagPolicy().best(tagged).map(found -> new Newest(found.image(), found.pushedAt()));
        }
    }

    private Rebuilt recover(Lost lost, Past past, RebuildRequest request) {
        TargetName target = lost.state().name();
        Optional<Newest> newest = lost.newest();
        TargetState recalled = Recollection.of(
                        lost.state(), lost.text(), lost.declaration(), newest, lost.history(), request.now())
                .withClaim(new Claim(past.last(target), Optional.empty(), Optional.empty()));
        Gaps gaps = new Gaps(target);
        past.running(target).forEach(gaps::running);
        recalled.following().pin().ifPresent(pin -> newest.ifPresent(found -> gaps.pinned(pin.image(), found.image())));
        TargetState known = lost.declaration()
                .deployment()
                .map(deployment -> served(recalled, deployment, lost, request, gaps))
                .orElse(recalled);
        if (Recollection.isUnfinished(lost.state()) && Recollection.isUnfinished(known)) {
            return unchanged(lost.state(), request, Result.KNOWN, gaps.all());
        }
        if (!request.dry()) {
            save(known, lost.declaration(), request);
        }
        return told(known, request, gaps.all());
    }

    /** Followed before it is known, so that no push falls in between. */
    private void save(TargetState known, Declaration declaration, RebuildRequest request) {
        ledger.follow(declaration.repository(), known.name());
        ledger.declared(known.name());
        ledger.save(known.decided(new Decision(
                request.now(),
                Recollection.REBUILT,
                known.name().value(),
                request.by().toString())));
    }

    private TargetState served(
            TargetState recalled, Deployment deployment, Lost lost, RebuildRequest request, Gaps gaps) {
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
            case RuntimeSight.There there -> served(recalled, deployment, there, lost, request, gaps);
        };
    }

    private boolean isOurs(RuntimeSight.There runtime) {
        return runtime.controlPlane().equals(Optional.of(looks.controlPlane()));
    }

    private TargetState served(
            TargetState recalled,
            Deployment deployment,
            RuntimeSight.There runtime,
            Lost lost,
            RebuildRequest request,
            Gaps gaps) {
        Optional<RuntimeDocument> before = runtime.endpoint(
                        deployment.endpoint().previous())
                .flatMap(Endpoint::liveVersion)
                .flatMap(version -> looks.version(runtime.latest().id(), version));
        Optional<Image> published = lost.said().liveImage().flatMap(Recovery::image);
        Traces traces = new Traces(recalled.name(), deployment, runtime, before, published, request.now());
        Optional<Served> live = traces.live();
        Optional<Served> previous = traces.previous();
        List<Served> earlier = previous.stream().toList();
        Serving serving = new Serving(live, previous, earlier, guarded(recalled.name(), live, previous, lost.tagged()));
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

    private static Rebuilt told(TargetState state, RebuildRequest request, List<Gap> gaps) {
        Optional<Served> live = state.serving().live();
        return new Rebuilt(
                state.name(),
                request.now(),
                Result.REBUILT,
                state.following().desired(),
                live.map(Served::image),
                live.map(Served::version),
                state.claim().sequence(),
                state.restraint().hold().map(Hold::reason),
                gaps);
    }

    private static Rebuilt unchanged(TargetState state, RebuildRequest request, Result result, List<Gap> gaps) {
        return Rebuilt.unchanged(state.name(), request.now(), result, gaps);
    }
}
