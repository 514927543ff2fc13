package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord;
import slipway.ledger.DriftRecord.Standing;
import slipway.target.Declaration;

/** What the drift check last found about a target, as people see it. */
final class DriftView {
    private DriftView() {}

    static ObjectNode of(DriftRecord drift, Optional<Declaration> declaration) {
        ObjectNode view = Json.object();
        declaration.ifPresent(d -> view.put("policy", d.drift().policy().name().toLowerCase(Locale.ROOT)));
        Json.put(view, "checkedAt", drift.checkedAt());
        Json.list(view, "found", drift.standing(), DriftView::standing);
        return view;
    }

    private static ObjectNode standing(Standing standing) {
        DriftReason reason = standing.reason();
        ObjectNode view = Json.object()
                .put("reason", reason.word())
                .put("subject", standing.finding().subject())
                .put("detail", standing.finding().detail())
                .put("meaning", reason.meaning())
                .put("remedy", reason.remedy())
                .put("since", standing.since().toString());
        Json.put(view, "healedAt", standing.healed().map(DriftRecord.Attempt::at));
        return view;
    }
}
