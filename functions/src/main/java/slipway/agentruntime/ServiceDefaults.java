package slipway.agentruntime;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What AgentCore says of a configuration where its owner says nothing
 * (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html and how-it-works).
 */
final class ServiceDefaults {
    private static final ObjectNode KNOWN = known();

    /** An update that leaves it out keeps it. */
    private static final String KEPT = "platformVersion";

    /** The names in these are their owner's: AgentCore adds none. */
    private static final Set<String> OWNERS = Set.of("environmentVariables");

    private ServiceDefaults() {}

    /** Whether a value that nobody asked for may be AgentCore's: within what was set, or in place of what was unset. */
    static boolean mayAdd(JsonPointer pointer, ConfigurationChange change) {
        String member = pointer.getMatchingProperty();
        boolean within = !pointer.tail().matches() && change.sets(member);
        boolean instead = change.unsets(member) && (KNOWN.has(member) || member.equals(KEPT));
        return (within && !OWNERS.contains(member)) || instead;
    }

    /** Whether the value is what AgentCore is known to add there, or to keep. */
    static boolean adds(JsonPointer pointer, JsonNode value) {
        JsonNode known = KNOWN.at(pointer);
        return pointer.getMatchingProperty().equals(KEPT) || (!known.isMissingNode() && ExactJson.same(known, value));
    }

    private static ObjectNode known() {
        ObjectNode known = ExactJson.object();
        known.putObject("lifecycleConfiguration")
                .put("idleRuntimeSessionTimeout", 900)
                .put("maxLifetime", 28_800);
        known.putObject("networkConfiguration").put("networkMode", "PUBLIC");
        known.putObject("protocolConfiguration").put("serverProtocol", "HTTP");
        known.putObject("metadataConfiguration").put("requireMMDSV2", true);
        return known;
    }
}
