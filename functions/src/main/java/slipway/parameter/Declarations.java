package slipway.parameter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.Counts;
import slipway.image.Images;
import slipway.image.Repository;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Serving;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.Declared;
import slipway.target.TargetName;

/**
 * Takes declarations in. One that holds replaces the one before and is evaluated against ECR at once, so that a push
 * from before it is not lost; one with problems changes nothing and says them all.
 */
public final class Declarations {
    private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);

    private final Ledger ledger;
    private final Images images;
    private final Parameters parameters;
    private final ParameterNames names;
    private final Projection projection;
    private final Counts counts;
    private final Attempts attempts = new Attempts();

    public Declarations(
            Ledger ledger,
            Images images,
            Parameters parameters,
            ParameterNames names,
            Projection projection,
            Counts counts) {
        this.ledger = ledger;
        this.images = images;
        this.parameters = parameters;
        this.names = names;
        this.projection = projection;
        this.counts = counts;
    }

    /** Looks at the parameter as it is now; the event only said which. */
    public void changed(TargetName target, Instant now) {
        Optional<String> text = parameters.get(names.declaration(target));
        if (text.isEmpty()) {
            attempts.run(() -> removed(ledger.target(target), now));
            projection.withdraw(target);
            return;
        }
        switch (DeclarationReader.read(text.get())) {
            case Declared.Invalid invalid -> refuse(target, invalid, now);
            case Declared.Valid valid -> {
                accept(target, text.get(), valid.declaration(), now);
                projection.withdraw(target);
                projection.project(target, now, Projection.Write.ALWAYS);
            }
        }
    }

    private void removed(TargetState state, Instant now) {
        if (state.declaration().isEmpty()) {
            LOG.info("target {}: ignored, there is no declaration to remove", state.name());
            return;
        }
        DeclarationReader.accepted(state.declaration()).ifPresent(d -> ledger.unfollow(d.repository(), state.name()));
        ledger.save(state.withDeclaration(Optional.empty())
                .decided(new Decision(now, "Removed", "declaration", "the owner removed it")));
        LOG.info("target {}: declaration removed", state.name());
    }

    private void refuse(TargetName target, Declared.Invalid invalid, Instant now) {
        counts.add(Counts.Counted.DECLARATIONS_REFUSED);
        LOG.error("target {}: declaration refused: {}", target, invalid.sentence());
        Decision decision = new Decision(now, "Refused", "declaration", invalid.sentence());
        attempts.run(() -> ledger.save(ledger.target(target).decided(decision)));
    }

    private void accept(TargetName target, String text, Declaration declaration, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(target);
            Optional<Repository> left = DeclarationReader.accepted(state.declaration())
                    .map(Declaration::repository)
                    .filter(before -> !before.equals(declaration.repository()));
            // Followed before ECR is asked: a push from now on is seen by its own event.
            ledger.follow(declaration.repository(), target);
            ledger.declared(target);
            TargetState moved =
                    left.isPresent() ? state.withFollowing(state.following().withPin(Optional.empty())) : state;
            TargetState known = state.declaration().isPresent() ? moved : unseen(moved);
            List<Parameters.Write> published = Recollection.isUnknown(state) ? projection.published(target) : List.of();
            ledger.save(
                    published.isEmpty()
                            ? evaluated(known.withDeclaration(Optional.of(text)), declaration, now)
                            : recalled(known, text, declaration, published, now));
            left.ifPresent(before -> ledger.unfollow(before, target));
        });
        LOG.info("target {}: declaration accepted", target);
    }

    /** Slipway has published for a target that the ledger does not know, so it has lost it. */
    private TargetState recalled(
            TargetState lost, String text, Declaration declaration, List<Parameters.Write> published, Instant now) {
        LOG.error("target {}: the ledger has lost it; what live serves is found out by: slipway rebuild", lost.name());
        return Recollection.of(lost, text, declaration, newest(declaration), published, now)
                .decided(new Decision(now, Recollection.REBUILT, "declaration", "the ledger had lost the target"));
    }

    private Optional<Newest> newest(Declaration declaration) {
        return declaration
                .tagPolicy()
                .best(images.list(declaration.repository()))
                .map(found -> new Newest(found.image(), found.pushedAt()));
    }

    /** Nobody looked while it was not declared, and its runtime may have been made anew: what live serves is found out again. */
    private static TargetState unseen(TargetState state) {
        return state.withServing(new Serving(
                Optional.empty(), Optional.empty(), List.of(), state.serving().guarded()));
    }

    private TargetState evaluated(TargetState state, Declaration declaration, Instant now) {
        Optional<Newest> newest = newest(declaration);
        if (newest.equals(state.following().newest())) {
            return state;
        }
        return newest.map(found -> state.withFollowing(state.following().withNewest(found))
                        .decided(new Decision(
                                now,
                                "Newest",
                                found.image().uri(),
                                "the newest image in ECR when the target was declared")))
                .orElseGet(() -> state.withFollowing(state.following().withoutNewest())
                        .decided(new Decision(
                                now,
                                "Nothing",
                                declaration.repository().toString(),
                                "ECR has no image that the tag policy accepts")));
    }
}
