package slipway.admission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.ledger.Attempts;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Following;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Pin;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Parameters.Write;
import slipway.parameter.Publishers;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/**
 * Takes a change of {@code desired-image} in. A write by Slipway's own publishers says that the newest image changed;
 * one by anybody else is a request: for the newest image again (a retry), or for another one (a pin). Who wrote is
 * read from the parameter's history, so that a publisher that was delayed is not taken for a person.
 */
public final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Ledger ledger;
    private final Parameters parameters;
    private final ParameterNames names;
    private final Publishers publishers;
    private final Admission admission;
    private final Attempts attempts = new Attempts();

    public Requests(
            Ledger ledger, Parameters parameters, ParameterNames names, Publishers publishers, Admission admission) {
        this.ledger = ledger;
        this.parameters = parameters;
        this.names = names;
        this.publishers = publishers;
        this.admission = admission;
    }

    public void desiredImageChanged(TargetName target, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(target);
            Optional<Declaration> declaration = DeclarationReader.accepted(state.declaration());
            if (declaration.isEmpty()) {
                LOG.warn("target {}: desired-image was written, but nobody declared the target", target);
                return;
            }
            List<Write> unseen = unseen(state);
            Taken taken = take(state, declaration.get(), unseen, now);
            admission.admit(taken.state(), taken.wish(), now);
        });
    }

    private List<Write> unseen(TargetState state) {
        return Parameters.unseen(
                parameters.history(names.desiredImage(state.name())),
                state.following().seenWrites());
    }

    /** What the writes come to. */
    private record Taken(TargetState state, Wish wish) {}

    private Taken take(TargetState state, Declaration declaration, List<Write> unseen, Instant now) {
        Optional<Write> asked =
                unseen.stream().filter(w -> !publishers.wrote(w)).reduce((first, second) -> second);
        long seen = unseen.stream()
                .mapToLong(Write::version)
                .max()
                .orElse(state.following().seenWrites());
        TargetState looked = state.withFollowing(state.following().withSeenWrites(seen));
        return asked.map(write -> asked(looked, declaration, write, now))
                .orElse(new Taken(looked, Wish.of(Cause.PUSH)));
    }

    private static Taken asked(TargetState state, Declaration declaration, Write write, Instant now) {
        try {
            Image image = Image.parse(write.value());
            if (!image.repository().equals(declaration.repository())) {
                return refused(state, write, "the target follows " + declaration.repository(), now);
            }
            return taken(state, image, write, now);
        } catch (InvalidImage e) {
            return refused(state, write, String.valueOf(e.getMessage()), now);
        }
    }

    private static Taken taken(TargetState state, Image image, Write write, Instant now) {
        Following following = state.following();
        boolean newest =
                following.newest().map(Newest::image).filter(image::equals).isPresent();
        Optional<Pin> pin = newest ? Optional.empty() : Optional.of(new Pin(image, write.writer(), now));
        String what = newest ? "Retried" : "Pinned";
        return new Taken(
                state.withFollowing(following.withPin(pin))
                        .withRestraint(state.restraint().lifted(image.digest()))
                        .decided(new Decision(now, what, image.uri(), "written by " + write.writer())),
                Wish.of(newest ? Cause.RETRY : Cause.PIN, new Caller(write.writer())));
    }

    private static Taken refused(TargetState state, Write write, String why, Instant now) {
        LOG.error("target {}: desired-image refused: {}", state.name(), why);
        return new Taken(
                state.decided(new Decision(now, "Refused", "desired-image version " + write.version(), why)),
                Wish.of(Cause.PUSH));
    }
}
