package slipway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.ExactJson;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeName;

/**
 * What a template declares of a runtime.
 *
 * @param image the first image; every later one is the rollouts' business
 * @param adopt whether the runtime of that name is taken over, instead of made
 * @param members what is declared of the members of UpdateAgentRuntime, the role included; it may hold secrets
 * @param tags those of the owner
 */
record RuntimeProperties(
        RuntimeName name,
        String image,
        boolean adopt,
        WaitFor waitFor,
        ObjectNode members,
        SortedMap<String, String> tags) {

    /** What is to be different on the runtime: what is declared now, and what was declared before and is no more. */
    ConfigurationChange change(Optional<RuntimeProperties> before) {
        NavigableSet<String> unset = new TreeSet<>();
        before.ifPresent(old -> old.members.fieldNames().forEachRemaining(unset::add));
        members.fieldNames().forEachRemaining(unset::remove);
        return ConfigurationChange.of(members, unset);
    }

    /** Whether an authorizer is not what it was before: its private endpoints may differ, and AgentCore never tells them. */
    boolean isChangedUnseen(Optional<RuntimeProperties> before) {
        JsonNode authorizer = members.path(RuntimeDocument.AUTHORIZER);
        return change(before).isHidden()
                && before.filter(old -> ExactJson.same(old.members.path(RuntimeDocument.AUTHORIZER), authorizer))
                        .isEmpty();
    }

    /** Without the configuration, which may hold secrets. */
    @Override
    public String toString() {
        return "RuntimeProperties[%s]".formatted(name);
    }
}
