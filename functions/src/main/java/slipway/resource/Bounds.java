package slipway.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.LimitFinding;
import slipway.agentruntime.RuntimeLimits;
import slipway.resource.Turn.Refused;

/** AgentCore's limits, before the call. */
final class Bounds {
    private static final Logger LOG = LoggerFactory.getLogger(Bounds.class);

    private Bounds() {}

    /** Everything at once that AgentCore would refuse in a body of Create or Update. */
    static Optional<Refused> refusal(ObjectNode body) {
        return problem(body).map(Refused::new);
    }

    /** The same as a sentence. */
    static Optional<String> problem(ObjectNode body) {
        List<LimitFinding> found = RuntimeLimits.check(body);
        found.stream().filter(finding -> !finding.certain()).forEach(finding -> LOG.warn("{}", finding));
        List<String> certain = found.stream()
                .filter(LimitFinding::certain)
                .map(LimitFinding::toString)
                .toList();
        return certain.isEmpty()
                ? Optional.empty()
                : Optional.of("AgentCore would refuse it: " + String.join("; ", certain));
    }
}
