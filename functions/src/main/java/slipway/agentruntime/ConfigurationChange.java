package slipway.agentruntime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the owner of a runtime's configuration declares of it: the members of UpdateAgentRuntime that it sets, and those
 * that it set before and sets no more. Everything else, the image above all, is not its business.
 *
 * <p>The values may be secrets: they leave this object sealed, or in the request to AgentCore.
 */
public final class ConfigurationChange {
    private static final String SET = "set";
    private static final String UNSET = "unset";

    private final ObjectNode set;
    private final SortedSet<String> unset;

    private ConfigurationChange(ObjectNode set, SortedSet<String> unset) {
        this.set = set;
        this.unset = unset;
    }

    public static ConfigurationChange of(ObjectNode set, Collection<String> unset) {
        return new ConfigurationChange(set.deepCopy(), new TreeSet<>(unset));
    }

    /** Reads what {@link #bytes()} wrote. */
    public static ConfigurationChange parse(byte[] json) throws IOException {
        JsonNode read = ExactJson.parse(json);
        SortedSet<String> unset = new TreeSet<>();
        read.path(UNSET).forEach(member -> unset.add(member.asText()));
        return new ConfigurationChange((ObjectNode) read.path(SET), unset);
    }

    /** The whole change, with its secrets. */
    public byte[] bytes() {
        return ExactJson.bytes(json());
    }

    public ConfigurationHash hash() {
        return new ConfigurationHash(CanonicalJson.sha256(json()));
    }

    /** Members of UpdateAgentRuntime, by name, with what they are to be. */
    public ObjectNode set() {
        return set.deepCopy();
    }

    /** Members that are to be left out. */
    public SortedSet<String> unset() {
        return new TreeSet<>(unset);
    }

    /** Whether it says what the member of UpdateAgentRuntime is to be. */
    public boolean sets(String member) {
        return set.has(member);
    }

    /** Whether it sets what AgentCore never tells, so that no version can be seen to have it: an authorizer's private endpoints. */
    public boolean isHidden() {
        return set.path(RuntimeDocument.AUTHORIZER).has("customJWTAuthorizer");
    }

    boolean unsets(String member) {
        return unset.contains(member);
    }

    private ObjectNode json() {
        ObjectNode json = ExactJson.object();
        json.set(SET, set.deepCopy());
        var names = json.putArray(UNSET);
        unset.forEach(names::add);
        return json;
    }

    /** Without the values, which may be secrets. */
    @Override
    public String toString() {
        return "ConfigurationChange[%s]".formatted(hash());
    }
}
