package slipway.drift;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.ledger.Attempts;
import slipway.ledger.DriftRecord;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.target.TargetName;

/** What checks saw of targets, where several check the same at once. */
final class DriftRecords {
    private static final Logger LOG = LoggerFactory.getLogger(DriftRecords.class);

    private final Ledger ledger;
    private final Attempts attempts = new Attempts();

    DriftRecords(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Writes down what stands, whoever wrote meanwhile. */
    void save(DriftRecord record, List<Standing> all, Instant now) {
        try {
            ledger.save(record.checked(now, all));
        } catch (LedgerConflict e) {
            attempts.run(() -> saveAfterAnother(record.target(), all, now));
        }
    }

    /** Who asked for this look waits for it, and what a later one saw is not undone by it. */
    private void saveAfterAnother(TargetName target, List<Standing> all, Instant now) {
        DriftRecord latest = ledger.drift(target);
        if (latest.isCheckedSince(now)) {
            LOG.info("target {}: a later check wrote down what it saw meanwhile", target);
            return;
        }
        List<Standing> merged = all.stream()
                .map(ours -> latest.standing(ours.reason()).map(ours::with).orElse(ours))
                .toList();
        ledger.save(latest.checked(now, merged));
    }
}
