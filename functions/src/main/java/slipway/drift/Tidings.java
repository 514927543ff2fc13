package slipway.drift;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Finding;
import slipway.target.TargetName;

/** What people are told of drift: by events, and in the log. */
record Tidings(Events events) {
    private static final Logger LOG = LoggerFactory.getLogger(Tidings.class);

    /** Tells once that something was found, and once that it is gone. */
    void tell(TargetName target, Standings standings, List<DriftReason> healed, Instant now) {
        for (Standing begun : standings.begun()) {
            Finding finding = begun.finding();
            LOG.warn(
                    "target {}: drift found, {}: {} {}",
                    target,
                    finding.reason().word(),
                    finding.subject(),
                    finding.detail());
            events.emit(new Happening.DriftFound(
                    target,
                    finding.reason(),
                    finding.subject(),
                    finding.detail(),
                    healed.contains(finding.reason()),
                    now));
        }
        standings.gone().forEach(gone -> gone(target, gone, now));
    }

    void gone(TargetName target, Standing gone, Instant now) {
        LOG.info(
                "target {}: drift gone, {}: {}",
                target,
                gone.reason().word(),
                gone.finding().subject());
        events.emit(
                new Happening.DriftGone(target, gone.reason(), gone.finding().subject(), gone.since(), now));
    }
}
