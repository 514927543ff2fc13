package slipway.local.story;

import java.net.http.HttpResponse;
import java.util.List;

/** What a target, and a runtime that is deleted, could have left behind. */
record Traces(Scene scene, String target) {
    private static final List<String> MACHINES = List.of("rollout", "resource");

    /** Neither the runtime of this id nor the target is anywhere; what ends by itself has a moment for it. */
    void areNone(String runtimeId) {
        ofRuntime(runtimeId);
        ofTarget();
        scene.await("nothing is under way any more", this::running, List::isEmpty);
        scene.say("nothing is left of target %s and of runtime %s", target, runtimeId);
    }

    /** The runtime of this id is gone, with its endpoints, its tags and its lock. */
    void ofRuntime(String id) {
        String arn = scene.arn("bedrock-agentcore", "runtime/" + id);
        for (String path : List.of("", "runtime-endpoints/live/", "runtime-endpoints/candidate/")) {
            Scene.same("what answers at " + path, "404", status("/runtimes/%s/%s".formatted(id, path)));
        }
        Scene.same("what answers for its tags", "404", status("/tags/" + Aws.encoded(arn)));
        Scene.holds("nobody locks it", scene.shared(id).path("lock").isEmpty());
    }

    private String status(String path) {
        return String.valueOf(scene.aws().status("GET", path));
    }

    /** Nothing is declared or published for the target, and nothing has a claim to it. */
    private void ofTarget() {
        scene.await("the ledger lets the target go", () -> scene.target(target), state -> state.path("declaration")
                        .asText()
                        .isEmpty()
                && state.at("/claim/active").asText().isEmpty());
        scene.await("its parameters are gone", this::parameters, List::isEmpty);
    }

    private List<String> parameters() {
        return List.of("targets/%s", "images/%s/desired-image", "images/%s/live-image", "images/%s/image-tag").stream()
                .map(name -> "/slipway/local/" + name.formatted(target))
                .filter(this::isParameter)
                .toList();
    }

    private boolean isParameter(String name) {
        HttpResponse<String> answer =
                scene.aws().json("ssm", "AmazonSSM.GetParameter", Aws.object().put("Name", name));
        return answer.statusCode() == 200;
    }

    /** The tags by which it keeps images of the team from being expired. */
    List<String> kept() {
        return List.of(Sample.WORKFLOW, Sample.ASSISTANT).stream()
                .map(repository -> Aws.object().put("repositoryName", repository))
                .map(input -> scene.aws().call("ecr", "AmazonEC2ContainerRegistry_V20150921.ListImages", input))
                .flatMap(images -> images.path("imageIds").valueStream())
                .map(image -> image.path("imageTag").asText())
                .filter(tag -> tag.startsWith("slipway-keep-local-" + target + "-"))
                .toList();
    }

    /** Executions that have not ended. */
    private List<String> running() {
        return MACHINES.stream()
                .map(machine -> Aws.object()
                        .put(
                                "stateMachineArn",
                                scene.arn("states", "stateMachine:%s-%s".formatted(Scene.CONTROL_PLANE, machine)))
                        .put("statusFilter", "RUNNING"))
                .map(input -> scene.aws().call("states", "AWSStepFunctions.ListExecutions", input))
                .flatMap(answer -> answer.path("executions").valueStream())
                .map(execution -> execution.path("name").asText())
                .toList();
    }
}
