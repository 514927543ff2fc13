package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import slipway.ledger.Gap;
import slipway.ledger.Ledger;
import slipway.ledger.Loss;
import slipway.ledger.Rebuild;
import slipway.ledger.Rebuilt;

/** The last rebuild as people see it: how far it is, what it came to for each target, and what is lost for good. */
final class RebuildView {
    private RebuildView() {}

    /** Absent where nobody ever asked for one. */
    static ObjectNode of(Ledger ledger) {
        ObjectNode answer = UrlAnswer.body();
        ledger.rebuild().ifPresent(rebuild -> answer.set("rebuild", view(rebuild, ledger.rebuilt())));
        return answer;
    }

    private static ObjectNode view(Rebuild rebuild, List<Rebuilt> rebuilt) {
        ObjectNode view = Json.object()
                .put("startedAt", rebuild.startedAt().toString())
                .put("dryRun", rebuild.dry())
                .put("declared", rebuild.targets());
        view.set("by", Json.caller(rebuild.by()));
        Json.put(view, "finishedAt", rebuild.finishedAt());
        List<Rebuilt> done = rebuilt.stream()
                .filter(each -> each.startedAt().equals(rebuild.startedAt()))
                .sorted(Comparator.comparing(each -> each.target().value()))
                .toList();
        Json.list(view, "targets", done, RebuildView::target);
        Json.list(
                view,
                "lost",
                List.of(Loss.values()),
                loss -> Json.object().put("what", loss.what()).put("remedy", loss.remedy()));
        return view;
    }

    private static ObjectNode target(Rebuilt rebuilt) {
        ObjectNode view = Json.object()
                .put("name", rebuilt.target().value())
                .put("result", rebuilt.result().name().toLowerCase(Locale.ROOT));
        Json.put(view, "desired", rebuilt.desired());
        Json.put(view, "live", rebuilt.live());
        Json.put(view, "version", rebuilt.version());
        if (rebuilt.sequence() > 0) {
            view.put("rollouts", rebuilt.sequence());
        }
        Json.put(view, "held", rebuilt.held());
        Json.list(view, "gaps", rebuilt.gaps(), RebuildView::gap);
        return view;
    }

    private static ObjectNode gap(Gap gap) {
        return Json.object().put("what", gap.what()).put("remedy", gap.remedy());
    }
}
