package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What AgentCore shows of runtimes, their versions and their endpoints. */
record Runtimes(Aws aws) {

    /** The id of the runtime that has this name. */
    String id(String name) {
        return find(name).orElseThrow(() -> new StoryFailed("there is no runtime named " + name));
    }

    /** The same; empty where there is none. */
    Optional<String> find(String name) {
        return named(name).map(runtime -> runtime.path("agentRuntimeId").asText());
    }

    private Optional<JsonNode> named(String name) {
        return aws.rest("POST", "/runtimes/", Optional.of(Aws.object()))
                .path("agentRuntimes")
                .valueStream()
                .filter(runtime -> runtime.path("agentRuntimeName").asText().equals(name))
                .findFirst();
    }

    /** Its latest version. */
    ObjectNode latest(String id) {
        return (ObjectNode) aws.rest("GET", "/runtimes/" + id + "/", Optional.empty());
    }

    ObjectNode version(String id, String version) {
        return (ObjectNode) aws.rest("GET", "/runtimes/" + id + "/?version=" + version, Optional.empty());
    }

    /** The version that an endpoint serves. */
    String serves(String id, String endpoint) {
        return aws.rest("GET", "/runtimes/%s/runtime-endpoints/%s/".formatted(id, endpoint), Optional.empty())
                .path("liveVersion")
                .asText();
    }

    /** The names of its endpoints, in their order. */
    List<String> endpoints(String id) {
        return aws.rest("POST", "/runtimes/" + id + "/runtime-endpoints/", Optional.of(Aws.object()))
                .path("runtimeEndpoints")
                .valueStream()
                .map(endpoint -> endpoint.path("name").asText())
                .sorted()
                .toList();
    }

    JsonNode tags(String id) {
        String arn = latest(id).path("agentRuntimeArn").asText();
        return aws.rest("GET", "/tags/" + Aws.encoded(arn), Optional.empty()).path("tags");
    }

    /** The endpoint serves a version that runs this image; which one. */
    String serving(String runtime, String endpoint, String uri) {
        String id = id(runtime);
        String version = serves(id, endpoint);
        Scene.same(
                "image on " + endpoint,
                uri,
                version(id, version)
                        .at("/agentRuntimeArtifact/containerConfiguration/containerUri")
                        .asText());
        return version;
    }

    /** The versions that the runtime still has, newest first. */
    List<String> versions(String id) {
        List<String> versions = new ArrayList<>();
        String page = "";
        do {
            JsonNode answer = aws.rest("POST", "/runtimes/" + id + "/versions/" + page, Optional.of(Aws.object()));
            answer.path("agentRuntimes")
                    .forEach(version ->
                            versions.add(version.path("agentRuntimeVersion").asText()));
            page = answer.has("nextToken")
                    ? "?nextToken=" + answer.path("nextToken").asText()
                    : "";
        } while (!page.isEmpty());
        return versions;
    }
}
