package slipway.admission;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.About;
import slipway.image.Image;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;

/** Writes down what was decided where nothing is started, once however often it is decided again. */
final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final Ledger ledger;

    Decisions(Ledger ledger) {
        this.ledger = ledger;
    }

    void save(TargetState state, Instant now, String what, Image image, String why) {
        try (About _ = About.target(state.name()).andDigest(image.digest())) {
            save(state, now, what, image.uri(), why);
        }
    }

    /** @param subject what was decided about */
    void save(TargetState state, Instant now, String what, String subject, String why) {
        try (About _ = About.target(state.name())) {
            LOG.info("target {}: {} {}: {}", state.name(), what, subject, why);
        }
        boolean known = state.decisions().stream()
                .findFirst()
                .filter(d -> d.what().equals(what) && d.subject().equals(subject))
                .isPresent();
        ledger.save(known ? state : state.decided(new Decision(now, what, subject, why)));
    }
}
