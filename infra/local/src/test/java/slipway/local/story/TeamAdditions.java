package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.json.Json;

/** The team's stack with what its own template does not have. */
final class TeamAdditions {
    private final TeamTemplate team;
    private final ObjectNode resources;

    private TeamAdditions(TeamTemplate team) {
        this.team = team;
        this.resources = (ObjectNode) team.json().path("Resources");
    }

    static TeamAdditions to(TeamTemplate deployed) {
        return new TeamAdditions(new TeamTemplate(deployed.json().deepCopy()));
    }

    TeamTemplate template() {
        return team;
    }

    /** With a gate that opens when the target of this name serves the configuration of the runtime of this name. */
    TeamAdditions gate(String name) {
        ObjectNode gate = resources.putObject("Gate").put("Type", "Custom::SmokeGate");
        ObjectNode properties = gate.putObject("Properties").put("Target", name).put("Trigger", "first");
        properties.set("ServiceToken", runtime(name).at("/Properties/ServiceToken"));
        properties
                .putObject("Configuration")
                .putArray("Fn::GetAtt")
                .add(team.logicalId(name))
                .add("ConfigurationHash");
        return this;
    }

    /** With a runtime that is there, declared as that of another name is; it has the first tag, or in its place another. */
    TeamAdditions adopted(String name, String like, boolean tagged, String mode) {
        ObjectNode adopted = runtime(like).deepCopy();
        ObjectNode properties =
                adopted.withObject("/Properties").put("RuntimeName", name).put("Adopt", "true");
        properties.withObject("/Configuration/environmentVariables").put("MODE", mode);
        if (tagged) {
            properties.withObject("/Tags").put("team", "notes");
        } else {
            properties.withObject("/Tags").put("crew", "night");
        }
        resources.set("Adopted", adopted);
        return this;
    }

    /** With a runtime of plain CloudFormation and its target, in image and role as those of another name. */
    TeamAdditions plain(String name, String like, String mode) {
        JsonNode model = runtime(like).path("Properties");
        ObjectNode plain = resources.putObject("Plain").put("Type", "AWS::BedrockAgentCore::Runtime");
        ObjectNode properties = plain.putObject("Properties").put("AgentRuntimeName", name);
        properties.putObject("NetworkConfiguration").put("NetworkMode", "PUBLIC");
        properties.putObject("EnvironmentVariables").put("MODE", mode);
        properties.putObject("Tags").put("slipway:control-plane", Scene.CONTROL_PLANE.replace('-', '/'));
        properties.set("RoleArn", model.path("RoleArn"));
        properties
                .putObject("AgentRuntimeArtifact")
                .putObject("ContainerConfiguration")
                .set("ContainerUri", model.path("Image"));
        ObjectNode declaration = declaration(like).deepCopy();
        String value = declaration.at("/Properties/Value").asText();
        declaration
                .withObject("/Properties")
                .put("Name", "/slipway/local/targets/" + name)
                .put(
                        "Value",
                        value.replace(
                                "\"runtime\":{\"name\":\"%s\",\"configurationFrom\":\"live\"}".formatted(like),
                                "\"runtime\":{\"name\":\"%s\",\"configurationFrom\":\"latest\"}".formatted(name)));
        declaration.withArray("DependsOn").add("Plain");
        resources.set("PlainDeclaration", declaration);
        return this;
    }

    private ObjectNode runtime(String name) {
        return (ObjectNode) resources.path(team.logicalId(name));
    }

    private ObjectNode declaration(String target) {
        for (JsonNode resource : resources) {
            if (resource.at("/Properties/Name").asText().equals("/slipway/local/targets/" + target)) {
                return (ObjectNode) resource;
            }
        }
        throw new StoryFailed("nothing declares " + target + " in " + Json.write(resources));
    }
}
