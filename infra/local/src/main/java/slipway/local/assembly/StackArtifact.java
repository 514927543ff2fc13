package slipway.local.assembly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A stack as it was synthesized.
 *
 * @param id the artifact's name in the manifest
 * @param stackName the name it is deployed under
 * @param tags of the stack
 * @param dependencies the names of the stacks that must be there first
 */
public record StackArtifact(
        String id, String stackName, ObjectNode template, Map<String, String> tags, List<String> dependencies) {}
