package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The sample's team as a chapter finds it: its stack, and what of its agents is live. */
record TeamStack(Scene scene) {
    static final String WORKFLOW = "workflow";
    static final String ASSISTANT = "assistant";
    /** An agent that says a word of its environment, and how it is. */
    static final String AGENT = "{\"answer\":{\"answer\":\"${ANSWER:-ok}\",\"tone\":\"${TONE:-plain}\"}}";

    /** Who deploys it. */
    StackOwner owner() {
        return new StackOwner(scene, Sample.TEAM);
    }

    /** As it was synthesized. */
    TeamTemplate synthesized() {
        return new TeamTemplate(scene.cloud().assembly().stack(Sample.TEAM).template());
    }

    /** As it is deployed. */
    TeamTemplate deployed() {
        return owner().template();
    }

    /** The stack's runtime of this name is there, opted in and under the id that the stack has. */
    void isMade(String name) {
        String id = scene.runtimes().id(name);
        Scene.same("id that the stack has", id, owner().physicalId(synthesized().logicalId(name)));
        Scene.same(
                "tag of its control plane",
                "slipway/local",
                scene.runtimes().tags(id).path("slipway:control-plane").asText());
    }

    /** Who comes to the workflow. */
    Callers callers() {
        return callers(WORKFLOW);
    }

    private Callers callers(String runtime) {
        String id = scene.runtimes().id(runtime);
        return new Callers(scene, scene.arn("bedrock-agentcore", "runtime/" + id), "live");
    }

    /** The version of the workflow that is live. */
    String live() {
        return scene.runtimes().serves(scene.runtimes().id(WORKFLOW), "live");
    }

    /** The image of the workflow that is live. */
    String image() {
        return scene.parameter("images/%s/live-image".formatted(WORKFLOW));
    }

    /** Live of the workflow serves this image, and its environment says this tone, which callers hear. */
    void serves(String image, String tone) {
        serves(WORKFLOW, image, tone);
    }

    /** The same of the runtime of this name; which version that is. */
    String serves(String runtime, String image, String tone) {
        String version = scene.runtimes().serving(runtime, "live", image);
        Scene.same(
                "tone that version %s has".formatted(version),
                tone,
                scene.runtimes()
                        .version(scene.runtimes().id(runtime), version)
                        .at("/environmentVariables/TONE")
                        .asText("plain"));
        try (Callers callers = callers(runtime)) {
            Scene.same(
                    "tone that callers hear", tone, callers.ask().path("tone").asText());
        }
        return version;
    }

    /** Waits until a rollout of the workflow is promoted, which somebody asked for this way. */
    ObjectNode promoted(String rollout, String cause) {
        ObjectNode record = scene.ended(rollout, "Promoted", "PROVEN");
        Scene.same("cause", cause, record.at("/request/cause").asText());
        return record;
    }

    /** How many rollouts a target has had. */
    String rollouts(String target) {
        return scene.target(target).at("/claim/sequence").asText();
    }

    /** How many configurations of the workflow are not tried again. */
    int vetoedConfigurations() {
        return scene.target(WORKFLOW).at("/restraint/configurations").size();
    }

    Optional<String> find(String runtime) {
        return scene.runtimes().find(runtime);
    }
}
