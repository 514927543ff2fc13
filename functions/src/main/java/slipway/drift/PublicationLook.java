package slipway.drift;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.image.Image;
import slipway.ledger.DriftReason;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.parameter.Parameters.Last;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.Declared;

/** Compares the ledger with Parameter Store: the owner's declaration there, and what Slipway publishes. */
final class PublicationLook {
    static final Set<DriftReason> REASONS = EnumSet.of(DriftReason.DECLARATION_MISSED, DriftReason.PUBLICATION_BEHIND);

    private final TargetState state;
    private final Published published;
    private final Instant now;
    private final Findings findings = new Findings();

    private PublicationLook(TargetState state, Published published, Instant now) {
        this.state = state;
        this.published = published;
        this.now = now;
    }

    static Looked of(TargetState state, Published published, Instant now) {
        PublicationLook look = new PublicationLook(state, published, now);
        look.declaration();
        if (state.declaration().isPresent()) {
            look.desired();
            look.live();
        }
        return new Looked(REASONS, look.findings.all());
    }

    private void declaration() {
        Optional<String> written = published.declaration().map(Last::value);
        if (written.equals(state.declaration()) || !isSettled(published.declaration())) {
            return;
        }
        switch (written.map(DeclarationReader::read).orElse(new Declared.Invalid(List.of()))) {
            case Declared.Valid _ ->
                findings.add(
                        DriftReason.DECLARATION_MISSED,
                        "declaration",
                        "Version %d of the parameter was not taken in."
                                .formatted(published.declaration().orElseThrow().version()));
            case Declared.Invalid _
            when written.isEmpty() ->
                findings.add(
                        DriftReason.DECLARATION_MISSED, "declaration", "It was removed, and that was not taken in.");
            case Declared.Invalid invalid -> findings.add(DriftReason.UNREADABLE, "declaration", invalid.sentence());
        }
    }

    private void desired() {
        Optional<Image> desired = state.following().desired();
        Optional<Last> written = published.desiredImage();
        if (!isSettled(written)) {
            return;
        }
        long version = written.map(Last::version).orElse(0L);
        if (desired.isPresent() && !says(written, desired.get().uri())) {
            findings.add(
                    DriftReason.PUBLICATION_BEHIND,
                    "desired-image",
                    "It should say %s and does not.".formatted(desired.get().uri()));
        } else if (version > state.following().seenWrites()) {
            findings.add(
                    DriftReason.PUBLICATION_BEHIND,
                    "desired-image",
                    "Version %d was written, and %d is the last that was looked at."
                            .formatted(version, state.following().seenWrites()));
        }
    }

    private void live() {
        Optional<Image> live = state.serving().live().map(Served::image);
        Optional<Image> tagged = isPublishOnly() ? state.following().desired() : live;
        if (live.filter(image -> !says(published.liveImage(), image.uri())).isPresent()) {
            findings.add(
                    DriftReason.PUBLICATION_BEHIND,
                    "live-image",
                    "It should say %s and does not.".formatted(live.get().uri()));
        }
        if (tagged.filter(image -> !says(published.imageTag(), image.tag().value()))
                .isPresent()) {
            findings.add(
                    DriftReason.PUBLICATION_BEHIND,
                    "image-tag",
                    "It should say %s and does not.".formatted(tagged.get().tag()));
        }
    }

    private boolean isPublishOnly() {
        return DeclarationReader.accepted(state.declaration())
                .flatMap(Declaration::deployment)
                .isEmpty();
    }

    private boolean isSettled(Optional<Last> written) {
        return written.filter(last -> !Settling.isOver(last.at(), now)).isEmpty();
    }

    private static boolean says(Optional<Last> written, String value) {
        return written.map(Last::value).filter(value::equals).isPresent();
    }
}
