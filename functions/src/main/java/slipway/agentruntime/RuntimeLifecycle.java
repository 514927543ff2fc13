package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** What only the owner of a runtime does: nothing else in Slipway can make a runtime or delete one. */
public interface RuntimeLifecycle {

    /** Makes a runtime; CONFLICT if there is one of that name. The same token makes one only. */
    RuntimeId create(ObjectNode body);

    /** Deletes the runtime with all its versions and endpoints; one that is not there is no failure. */
    void delete(RuntimeId id, String clientToken);

    /** Adds tags, or replaces their values. */
    void tag(String arn, Map<String, String> tags);

    void untag(String arn, Set<String> keys);
}
