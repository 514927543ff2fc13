package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import slipway.local.json.Json;

/** The template of the sample's team as its owners change it; every change gives another one. */
record TeamTemplate(ObjectNode json) {
    private static final String RUNTIME = "Custom::AgentRuntime";

    /** With a variable in the environment of the runtime of this name. */
    TeamTemplate variable(String runtime, String name, String value) {
        TeamTemplate changed = copy();
        ((ObjectNode) changed.properties(runtime).at("/Configuration/environmentVariables")).put(name, value);
        return changed;
    }

    /** With a parameter that cannot be written, which is made when the runtime of this name is done. */
    TeamTemplate failingAfter(String runtime) {
        TeamTemplate changed = copy();
        ObjectNode failing = changed.resources()
                .putObject("Limit")
                .put("Type", "AWS::SSM::Parameter")
                .put("DependsOn", logicalId(runtime));
        failing.putObject("Properties")
                .put("Type", "String")
                .put("Value", "many")
                .put("AllowedPattern", "^[0-9]+$");
        return changed;
    }

    /** With another name for the runtime of this one, which its target declares then, too. */
    TeamTemplate renamed(String runtime, String name) {
        TeamTemplate changed = copy();
        changed.properties(runtime).put("RuntimeName", name);
        String declared = "\"runtime\":{\"name\":\"%s\"";
        for (JsonNode resource : changed.resources()) {
            String value = resource.at("/Properties/Value").asText();
            if (value.contains(declared.formatted(runtime))) {
                ((ObjectNode) resource.path("Properties"))
                        .put("Value", value.replace(declared.formatted(runtime), declared.formatted(name)));
            }
        }
        return changed;
    }

    /**
     * A stack of one of the agents alone, everything in it under another name, but for the repository.
     *
     * @param agent the name of the agent; its resources are called after it
     */
    TeamTemplate trial(String agent, String name) {
        String kept = "agents/" + agent;
        String others = Json.write(json.path("Resources"))
                .replace(kept, "\0")
                .replaceAll("\\b" + agent + "\\b", name)
                .replace("sample-notes", name + "-notes")
                .replace("\0", kept);
        ObjectNode resources = (ObjectNode) Json.read(others);
        resources.properties().removeIf(resource -> !belongs(resource, agent));
        ObjectNode trial = Json.object();
        trial.set("Resources", resources);
        return new TeamTemplate(trial);
    }

    private static boolean belongs(Map.Entry<String, JsonNode> resource, String agent) {
        return resource.getKey().toLowerCase(Locale.ROOT).startsWith(agent)
                || resource.getValue().path("Type").asText().equals("AWS::DynamoDB::Table");
    }

    /** With a gate that stays shut until the target's live on the runtime of this name serves this image. */
    TeamTemplate gated(String runtime, String target, String image) {
        TeamTemplate changed = copy();
        ObjectNode gate = changed.resources().putObject("Gate").put("Type", "Custom::SmokeGate");
        gate.putObject("Properties")
                .put("Target", target)
                .put("Image", image)
                .put("Runtime", runtime)
                .put("Trigger", "first")
                .set("ServiceToken", properties(runtime).path("ServiceToken"));
        gate.withArray("DependsOn").add(declaration(target));
        return changed;
    }

    private String declaration(String target) {
        return logicalId("AWS::SSM::Parameter", "Name", "/slipway/local/targets/" + target);
    }

    /** What the runtime of this name is called in the template. */
    String logicalId(String runtime) {
        return logicalId(RUNTIME, "RuntimeName", runtime);
    }

    private String logicalId(String type, String property, String value) {
        return resources().properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .filter(resource -> resource.getValue()
                        .path("Properties")
                        .path(property)
                        .asText()
                        .equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () -> new StoryFailed("no %s of the template has the %s %s".formatted(type, property, value)));
    }

    private ObjectNode properties(String runtime) {
        return (ObjectNode) resources().path(logicalId(runtime)).path("Properties");
    }

    private ObjectNode resources() {
        return (ObjectNode) json.path("Resources");
    }

    private TeamTemplate copy() {
        return new TeamTemplate(json.deepCopy());
    }

    /** As it is sent. */
    String text() {
        return Json.write(json);
    }
}
