package slipway.parameter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.image.Repository;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Following;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Pin;
import slipway.parameter.Parameters.Write;
import slipway.target.Declaration;

/**
 * A target that the ledger has lost, so far as Parameter Store remembers it. Which images were vetoed it does not, so
 * nothing rolls out until a person has looked; and what is published stays published.
 */
public final class Recollection {
    /** The first word of the hold's reason. */
    public static final String REBUILT = "Rebuilt";

    private static final String WHY =
            REBUILT + ": the ledger had lost the target, and whether the desired image was vetoed is not known.";

    private Recollection() {}

    /** Whether the ledger knows so little of the target that it cannot have published anything for it. */
    public static boolean isUnknown(TargetState state) {
        return state.declaration().isEmpty() && state.following().generation() == 0;
    }

    /** Whether it was taken in as lost, and nobody has looked yet at what live serves. */
    public static boolean isUnfinished(TargetState state) {
        return state.restraint()
                        .hold()
                        .filter(hold -> hold.kind() == Hold.Kind.REBUILT)
                        .isPresent()
                && state.claim().sequence() == 0
                && state.serving().live().isEmpty();
    }

    /**
     * The target as it is to go on.
     *
     * @param declaration the owner's, and {@code text} as they wrote it
     * @param newest the newest image in ECR that its tag policy accepts
     * @param history the writes of desired-image, oldest first
     */
    public static TargetState of(
            TargetState lost,
            String text,
            Declaration declaration,
            Optional<Newest> newest,
            List<Write> history,
            Instant now) {
        Following following = newest.map(lost.following()::withNewest)
                .orElse(lost.following())
                .withPin(pin(history, declaration.repository(), newest, now))
                .withSeenWrites(history.stream().mapToLong(Write::version).max().orElse(0));
        TargetState recalled = lost.withDeclaration(Optional.of(text)).withFollowing(following);
        Hold hold = new Hold(Hold.Kind.REBUILT, WHY, Optional.empty(), now);
        return declaration.deployment().isPresent()
                ? recalled.withRestraint(recalled.restraint().withHold(Optional.of(hold)))
                : recalled;
    }

    /** Whether somebody pinned it, or the push of the newest image was lost, nobody can tell: what was published stays. */
    private static Optional<Pin> pin(List<Write> history, Repository repository, Optional<Newest> newest, Instant now) {
        return history.reversed().stream()
                .flatMap(write -> image(write)
                        .filter(image -> image.repository().equals(repository))
                        .map(image -> new Pin(image, write.writer(), now))
                        .stream())
                .findFirst()
                .filter(pin -> newest.filter(
                                n -> n.image().digest().equals(pin.image().digest()))
                        .isEmpty());
    }

    private static Optional<Image> image(Write write) {
        try {
            return Optional.of(Image.parse(write.value()));
        } catch (InvalidImage refused) {
            // Somebody wrote what is none, and it was refused then.
            return Optional.empty();
        }
    }
}
