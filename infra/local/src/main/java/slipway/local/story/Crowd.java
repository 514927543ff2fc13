package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import slipway.local.sns.Published;

/** Everybody who comes by: callers of agents, operators, owners of repositories, readers of mail. */
final class Crowd {
    private static final int BATCH = 5;

    private final Scene scene;

    Crowd(Scene scene) {
        this.scene = scene;
    }

    /** Callers come, each in a session of its own, and how many of them got no good answer. */
    long callers(String runtime, String endpoint, int number) {
        return failed(arn(runtime), endpoint, number);
    }

    /** Callers come and come until the rollout has ended, and how many of them got no good answer. */
    long callersDuring(String rollout, String runtime, String endpoint) {
        String arn = arn(runtime);
        long failed = 0;
        while (scene.rollout(rollout).path("ending").isMissingNode()) {
            failed += failed(arn, endpoint, BATCH);
            scene.breathe();
        }
        return failed;
    }

    /** Two callers talk to an agent that is a real program, of this version. */
    void talk(String runtime, String endpoint, String version) {
        new Talk(scene, arn(runtime), endpoint).hears(version);
    }

    private String arn(String runtime) {
        return scene.runtimes()
                .latest(scene.runtimes().id(runtime))
                .path("agentRuntimeArn")
                .asText();
    }

    private long failed(String arn, String endpoint, int number) {
        return IntStream.range(0, number)
                .map(_ -> scene.aws().invoke(arn, endpoint, "caller-" + UUID.randomUUID()))
                .filter(status -> status != 200)
                .count();
    }

    /** A person asks the operator's function, and what it says it did. */
    String order(String verb, String target, String... members) {
        ObjectNode request = Aws.object().put("schema", 1).put("verb", verb).put("target", target);
        for (int i = 0; i < members.length; i += 2) {
            request.put(members[i], members[i + 1]);
        }
        JsonNode answer = scene.aws().ask(URI.create(scene.parameter("operator-url")), request);
        scene.say("a person says %s: %s", verb, answer.path("did").asText());
        return answer.path("rollout").asText();
    }

    /** Sends the drift check to a target until what changed is old enough to be looked at; what was found for this reason. */
    JsonNode finds(String target, String reason, Instant since) {
        JsonNode found = scene.await(
                        "the drift check finds " + reason,
                        () -> {
                            looked(target);
                            return found(target, reason, since);
                        },
                        Optional::isPresent)
                .orElseThrow();
        scene.say("the drift check finds %s: %s", reason, found.path("detail").asText());
        return found;
    }

    private Optional<JsonNode> found(String target, String reason, Instant since) {
        return scene.cloud().bus().archived(Scene.CONTROL_PLANE).stream()
                .map(archived -> archived.event())
                .filter(event -> event.path("detail-type").asText().equals("Drift Found"))
                .map(event -> event.path("detail"))
                .filter(detail -> detail.path("target").asText().equals(target)
                        && detail.path("reason").asText().equals(reason)
                        && !Instant.parse(detail.path("at").asText()).isBefore(since))
                .findFirst();
    }

    /** Sends it again, until what changed is old enough to be looked at: this is not there any more. */
    void findsNoMore(String target, String reason) {
        scene.await(
                reason + " is gone",
                () -> looked(target),
                found -> found.stream()
                        .noneMatch(finding -> finding.path("reason").asText().equals(reason)));
    }

    private List<JsonNode> looked(String target) {
        ObjectNode request = Aws.object().put("schema", 1).put("verb", "drift").put("target", target);
        String sent = scene.aws()
                .ask(URI.create(scene.parameter("operator-url")), request)
                .path("at")
                .asText();
        Scene.holds("the drift check is sent out", !sent.isEmpty());
        Instant at = Instant.parse(sent);
        List<JsonNode> found = scene.await(
                        "the drift check has looked at " + target,
                        () -> status(target).path("drift"),
                        drift -> drift.has("checkedAt")
                                && !Instant.parse(drift.path("checkedAt").asText())
                                        .isBefore(at))
                .path("found")
                .valueStream()
                .toList();
        // Whoever looks again at once only uses up AgentCore's rates.
        scene.breathe();
        return found;
    }

    /** What the status function shows of a target. */
    JsonNode status(String target) {
        ObjectNode request = Aws.object().put("schema", 1).put("view", "target").put("target", target);
        return scene.aws()
                .ask(URI.create(scene.parameter("status-url")), request)
                .path("target");
    }

    /** Somebody gives an image that is there another tag. */
    void tagAgain(String repository, String tag, String another) {
        ObjectNode wanted = Aws.object().put("repositoryName", repository);
        wanted.putArray("imageIds").addObject().put("imageTag", tag);
        JsonNode image = scene.aws()
                .call("ecr", "AmazonEC2ContainerRegistry_V20150921.BatchGetImage", wanted)
                .at("/images/0");
        ObjectNode put = Aws.object().put("repositoryName", repository).put("imageTag", another);
        put.put("imageManifest", image.path("imageManifest").asText());
        put.put("imageManifestMediaType", image.path("imageManifestMediaType").asText());
        scene.aws().call("ecr", "AmazonEC2ContainerRegistry_V20150921.PutImage", put);
        scene.say("tagged %s:%s as %s, too", repository, tag, another);
    }

    /** What a topic sent that speaks of this. */
    String mail(String about) {
        return scene.await(
                        "a message speaks of " + about,
                        () -> scene.cloud().topics().published().stream()
                                .map(Published::message)
                                .filter(message -> message.contains(about))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
