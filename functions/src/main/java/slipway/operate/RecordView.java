package slipway.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.EndpointName;
import slipway.ledger.AuditJson;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.VerdictRecord;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;

/** The whole record of one rollout, the agent's answers included. What a smoke test sends may be secret, and is not. */
final class RecordView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordView() {}

    static ObjectNode of(RolloutRecord rollout, Ledger ledger) {
        ObjectNode answer = UrlAnswer.body();
        ObjectNode shown = AuditJson.of(rollout);
        if (shown.get("request") instanceof ObjectNode request) {
            request.put("declaration", withoutPayload(rollout.request().declaration()));
        }
        answer.set("rollout", shown);
        Json.list(answer, "verdicts", verdicts(rollout, ledger), AuditJson::of);
        return answer;
    }

    private static String withoutPayload(String declaration) {
        try {
            if (JSON.readTree(declaration) instanceof ObjectNode tree) {
                if (tree.get("smokeTest") instanceof ObjectNode test && test.has("payload")) {
                    test.put("payload", "(not shown)");
                }
                return tree.toString();
            }
            return "(not shown)";
        } catch (JsonProcessingException e) {
            return "(not shown)";
        }
    }

    private static List<VerdictRecord> verdicts(RolloutRecord rollout, Ledger ledger) {
        Optional<EndpointName> live = DeclarationReader.accepted(
                        Optional.of(rollout.request().declaration()))
                .flatMap(Declaration::deployment)
                .map(Declaration.Deployment::endpoint);
        Progress.Tests tests = rollout.progress().tests();
        List<VerdictRecord> all = new ArrayList<>();
        live.ifPresent(endpoint -> {
            add(all, rollout, ledger, endpoint.candidate(), tests.candidate());
            add(all, rollout, ledger, endpoint, tests.live());
        });
        return all;
    }

    private static void add(
            List<VerdictRecord> to, RolloutRecord rollout, Ledger ledger, EndpointName endpoint, int attempts) {
        for (int attempt = 1; attempt <= attempts; attempt++) {
            ledger.verdict(rollout.id(), endpoint.value(), attempt).ifPresent(to::add);
        }
    }
}
