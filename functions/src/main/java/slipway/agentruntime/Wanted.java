package slipway.agentruntime;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a version is to be. AgentCore completes objects that a change sets in part, and gives some members a value of its
 * own where they are left out; everything else must be as it was asked for.
 *
 * @param change what was changed beside the image
 */
public record Wanted(RuntimeDocument document, Optional<ConfigurationChange> change) {

    /** Whether a version is this already, whoever made it: what it has beyond that is what AgentCore would have added. */
    public boolean is(RuntimeDocument version) {
        return differences(
                        version,
                        pointer -> ServiceDefaults.adds(pointer, version.json().at(pointer)))
                .isEmpty();
    }

    /** JSON pointers to where the version that was made differs; never the values, which may be secrets. */
    public List<String> differences(RuntimeDocument made) {
        return differences(made, _ -> true);
    }

    private List<String> differences(RuntimeDocument version, Predicate<JsonPointer> isAdded) {
        JsonNode asked = document.json();
        return document.differences(version).stream()
                .filter(text -> {
                    JsonPointer pointer = JsonPointer.compile(text);
                    boolean added = asked.at(pointer).isMissingNode() && mayBeAdded(pointer) && isAdded.test(pointer);
                    return !added;
                })
                .toList();
    }

    private boolean mayBeAdded(JsonPointer pointer) {
        return change.filter(known -> ServiceDefaults.mayAdd(pointer, known)).isPresent();
    }
}
