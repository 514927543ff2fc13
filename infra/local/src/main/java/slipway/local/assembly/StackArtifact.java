package slipway.local.assembly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A stack as it was synthesized.
 *
 * @param id the artifact's name in the manifest
 * @param stackName the name it is deployed under
 * @param tags of the stack
 * @param dependencies the names of the stacks that must be there first
 */
public record StackArtifact(
        String id, String stackName, ObjectNode template, Map<String, String> tags, List<String> dependencies) {

    /** A stack that nobody synthesized. */
    public static StackArtifact of(String stackName, ObjectNode template, Map<String, String> tags) {
        return new StackArtifact(stackName, stackName, template, tags, List.of());
    }

    /** The same stack, its template changed. */
    public StackArtifact edited(Consumer<ObjectNode> edit) {
        ObjectNode copy = template.deepCopy();
        edit.accept(copy);
        return new StackArtifact(id, stackName, copy, tags, dependencies);
    }
}
