package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.ledger.Ledger;

/** Sends the drift check's function out, to look or to rebuild. What it comes to it writes down; the status tells it. */
final class Looking {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);

    private final Targets targets;
    private final DriftChecks checks;

    Looking(Ledger ledger, DriftChecks checks) {
        this.targets = new Targets(ledger);
        this.checks = checks;
    }

    /** @throws Refused where there is no such target */
    ObjectNode look(LookOrder order) {
        order.target().ifPresent(targets::living);
        checks.begin(order.input());
        String where = order.target().map(target -> "at " + target).orElse("at every target");
        LOG.info("drift check {} asked for by {}, heal: {}", where, order.by(), order.heal());
        ObjectNode answer = UrlAnswer.body().put("verb", LookOrder.VERB);
        order.target().ifPresent(target -> answer.put("target", target.value()));
        answer.put("changed", false)
                .put("did", "The drift check looks %s; what it finds stands in the status.".formatted(where))
                .put("at", order.now().toString());
        answer.set("by", Json.caller(order.by()));
        return answer;
    }

    ObjectNode rebuild(RebuildOrder order) {
        checks.begin(order.input());
        LOG.info("rebuild asked for by {}, dry run: {}", order.by(), order.dry());
        ObjectNode answer = UrlAnswer.body()
                .put("verb", RebuildOrder.VERB)
                .put("changed", false)
                .put("did", "What the ledger lost is looked for; what that comes to stands in the status.")
                .put("at", order.now().toString());
        answer.set("by", Json.caller(order.by()));
        return answer;
    }
}
