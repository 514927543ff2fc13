package slipway.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.About;
import slipway.image.Found;
import slipway.ledger.Attempts;
import slipway.ledger.Gap;
import slipway.ledger.Ledger;
import slipway.ledger.Rebuilt;
import slipway.ledger.Rebuilt.Result;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Claim;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Served;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters.Last;
import slipway.parameter.Parameters.Write;
import slipway.parameter.Projection;
import slipway.parameter.Recollection;
import slipway.target.Declaration;
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
    private final ServingRecovery serving;
    private final Attempts attempts = new Attempts();

    Recovery(DriftCheck.World world, Projection projection, Looks looks) {
        this.ledger = world.ledger();
        this.names = world.names();
        this.projection = projection;
        this.looks = looks;
        this.serving = new ServingRecovery(world.ledger(), looks);
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
                .map(deployment -> serving.found(recalled, deployment, lost.said(), lost.tagged(), request, gaps))
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
