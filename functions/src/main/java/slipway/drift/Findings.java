package slipway.drift;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import slipway.ledger.DriftReason;
import slipway.ledger.Finding;

/** Collects what a look finds: the first of a reason counts, and says the most. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private final Set<DriftReason> found = EnumSet.noneOf(DriftReason.class);

    void add(DriftReason reason, String subject, String detail) {
        if (found.add(reason)) {
            all.add(new Finding(reason, subject, detail));
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
