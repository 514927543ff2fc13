package slipway.parameter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.About;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/**
 * Makes Parameter Store say what the ledger says. PutParameter has no compare-and-set, so what was written is
 * compared with the ledger again afterwards, until both agree: a publisher that was delayed puts its own old value
 * right.
 */
public final class Projection {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final int ROUNDS = 10;

    /** Whether an equal value is written again. */
    public enum Write {
        IF_DIFFERENT,
        /** Writing is the signal: the target is looked at again. */
        ALWAYS
    }

    private final Ledger ledger;
    private final Parameters parameters;
    private final ParameterNames names;
    private final Publishers publishers;
    private final Events events;
    private final Attempts attempts = new Attempts();

    public Projection(
            Ledger ledger, Parameters parameters, ParameterNames names, Publishers publishers, Events events) {
        this.ledger = ledger;
        this.parameters = parameters;
        this.names = names;
        this.publishers = publishers;
        this.events = events;
    }

    public void project(TargetName target, Instant now, Write write) {
        boolean again = write == Write.ALWAYS;
        for (int round = 0; round < ROUNDS; round++) {
            TargetState state = ledger.target(target);
            Optional<Image> desired = desired(state);
            if (desired.isEmpty()) {
                takeBack(target, round);
                return;
            }
            if (agrees(state, desired.get()) && !again) {
                return;
            }
            if (somebodyAsks(state)) {
                askAgain(state, again);
                return;
            }
            write(state, desired.get(), now);
            again = false;
        }
        throw new IllegalStateException("target " + target + ": Parameter Store and the ledger did not come to agree");
    }

    /** The declaration went while this was writing: whoever withdrew it may have been first. */
    private void takeBack(TargetName target, int written) {
        if (written > 0) {
            withdraw(target);
        }
    }

    /**
     * Takes back what stands for nothing any more: all that was published of a target that nobody declares, and of a
     * declared one an image that is not desired any more, because ECR has none left that its tag policy accepts.
     */
    public void withdraw(TargetName target) {
        TargetState state = ledger.target(target);
        boolean declared = state.declaration().isPresent();
        if (declared && (state.following().desired().isPresent() || somebodyAsks(state))) {
            return;
        }
        List<String> left = new ArrayList<>(List.of(names.desiredImage(target)));
        if (!declared || publishOnly(state)) {
            left.add(names.imageTag(target));
        }
        if (!declared) {
            left.add(names.liveImage(target));
        }
        left.forEach(parameters::remove);
        attempts.run(() -> forget(ledger.target(target), state.following().seenWrites()));
    }

    /** The next write of what was removed is the first again, and is to be looked at. */
    private void forget(TargetState state, long seen) {
        if (seen > 0 && state.following().seenWrites() == seen) {
            ledger.save(state.withFollowing(state.following().withSeenWrites(0)));
        }
    }

    /** What a target that nobody declares any more should have run is nobody's business. */
    private static Optional<Image> desired(TargetState state) {
        return state.declaration().flatMap(_ -> state.following().desired());
    }

    private boolean agrees(TargetState state, Image desired) {
        boolean image = says(names.desiredImage(state.name()), desired.uri());
        return image
                && (!publishOnly(state)
                        || says(names.imageTag(state.name()), desired.tag().value()));
    }

    private boolean says(String name, String value) {
        return parameters.get(name).filter(value::equals).isPresent();
    }

    /** The writes of desired-image, oldest first; none where Slipway itself never published one. */
    public List<Parameters.Write> published(TargetName target) {
        List<Parameters.Write> history = parameters.history(names.desiredImage(target));
        return isPublished(history) ? history : List.of();
    }

    /** Whether one of these writes was Slipway's own. */
    public boolean isPublished(List<Parameters.Write> history) {
        return history.stream().anyMatch(publishers::wrote);
    }

    /** A write by somebody else that nobody has looked at yet is a request, and is not overwritten. */
    private boolean somebodyAsks(TargetState state) {
        List<Parameters.Write> history = parameters.history(names.desiredImage(state.name()));
        boolean asks = Parameters.unseen(history, state.following().seenWrites()).stream()
                .anyMatch(write -> !publishers.wrote(write));
        if (asks) {
            LOG.info("target {}: somebody else has written desired-image; left as it is", state.name());
        }
        return asks;
    }

    /** The event of their write came before there was a declaration, or never: what they wrote, written again, brings another. */
    private void askAgain(TargetState state, boolean again) {
        String name = names.desiredImage(state.name());
        if (again) {
            parameters.get(name).ifPresent(value -> parameters.put(name, value));
        }
    }

    private void write(TargetState state, Image desired, Instant now) {
        // The tag first: the change of desired-image is what others wake up on.
        if (publishOnly(state)) {
            parameters.put(names.imageTag(state.name()), desired.tag().value());
        }
        parameters.put(names.desiredImage(state.name()), desired.uri());
        try (About _ = About.target(state.name()).andDigest(desired.digest())) {
            LOG.info("target {}: published {}", state.name(), desired.uri());
        }
        events.emit(new Happening.ImagePublished(state.name(), desired, now));
    }

    private static boolean publishOnly(TargetState state) {
        return DeclarationReader.accepted(state.declaration())
                .flatMap(Declaration::deployment)
                .isEmpty();
    }
}
