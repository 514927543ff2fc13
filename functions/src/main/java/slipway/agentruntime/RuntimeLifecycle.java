package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What only the owner of a runtime does: nothing else in Slipway can make a runtime or delete one. Every method throws
 * AwsFailure for what AWS refused or did not answer.
 */
public interface RuntimeLifecycle {

    /**
     * Makes a runtime; CONFLICT if there is one of that name. The same token makes one only, for as long as AgentCore
     * remembers it.
     *
     * @param body as CreateAgentRuntime has it, name, tags and client token included
     */
    RuntimeId create(ObjectNode body);

    /**
     * Deletes the runtime with all its versions and endpoints, which takes minutes; one that is not there is no
     * failure, one that is busy a CONFLICT.
     */
    void delete(RuntimeId id, String clientToken);

    /** Adds tags, or replaces their values. */
    void tag(String arn, Map<String, String> tags);

    /** Removes tags; a key that is not there is no failure. */
    void untag(String arn, Set<String> keys);
}
