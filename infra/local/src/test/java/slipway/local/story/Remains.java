package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.local.states.Execution;

/**
 * What a rollout of the target {@code support} leaves behind, in words that are the same for every rollout of its sort:
 * versions and images are called after what they were before it.
 */
final class Remains {
    private static final String TARGET = "support";
    /** As many as ECR gives in one answer. */
    private static final int MOST = 1000;

    private static final Pattern KEEPS = Pattern.compile("slipway-keep-");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final Scene scene;
    private final String runtime;
    private final int latest;
    private final int versions;
    private final int live;
    private final String liveImage;
    private final String previousImage;

    /** Of the rollout that is about to begin. */
    Remains(Scene scene) {
        this.scene = scene;
        this.runtime = scene.runtimes().id(TARGET);
        this.latest = latest();
        this.versions = scene.runtimes().versions(runtime).size();
        this.live = Integer.parseInt(scene.runtimes().serves(runtime, "live"));
        JsonNode serving = scene.target(TARGET).path("serving");
        this.liveImage = digest(serving.at("/live/image"));
        this.previousImage = digest(serving.at("/previous/image"));
    }

    /** When the rollout has ended and its execution, too. */
    SortedMap<String, String> after(ObjectNode rollout) {
        scene.await("no rollout is under way", this::running, List::isEmpty);
        JsonNode target = scene.target(TARGET);
        JsonNode shared = scene.shared(runtime);
        String image = digest(rollout.at("/request/image"));
        SortedMap<String, String> remains = new TreeMap<>();
        remains.put(
                "end",
                "%s %s"
                        .formatted(
                                Timeline.word(rollout.at("/ending/outcome").asText()),
                                rollout.at("/ending/reason").asText()));
        remains.put("versions made", String.valueOf(latest() - latest));
        remains.put(
                "versions more",
                String.valueOf(scene.runtimes().versions(runtime).size() - versions));
        endpoints()
                .forEach(endpoint -> remains.put(
                        "endpoint " + endpoint.path("name").asText(),
                        version(endpoint) + ", " + endpoint.path("status").asText()));
        remains.put("images kept", kept(image));
        remains.put("images said to be kept", images(target.at("/serving/guarded"), image));
        String liveImage = scene.parameter("images/support/live-image");
        remains.put("live-image", word(digest(liveImage), image));
        remains.put(
                "image-tag is live's",
                String.valueOf(liveImage.contains(":" + scene.parameter("images/support/image-tag") + "@")));
        remains.put(
                "vetoed",
                String.valueOf(target.at("/restraint/vetoes").toString().contains(image)));
        remains.put("hold", target.at("/restraint/hold/kind").asText());
        remains.put("claim", target.path("claim").path("active") + " " + target.at("/claim/waiting"));
        // An answer stands beside the rollout that it was given to.
        remains.put(
                "orders", ((ObjectNode) target.path("orders")).without("answer").toString());
        remains.put("runtime's lock", shared.path("lock").toString());
        remains.put("runtime's users", shared.path("users").toString());
        return remains;
    }

    private int latest() {
        return scene.runtimes().latest(runtime).path("agentRuntimeVersion").asInt();
    }

    private List<String> running() {
        return scene.cloud().states().executions(Stage.MACHINE).stream()
                .filter(execution -> execution.status() == Execution.Status.RUNNING)
                .map(execution -> execution.start().name())
                .toList();
    }

    private List<JsonNode> endpoints() {
        return scene.aws()
                .rest("POST", "/runtimes/" + runtime + "/runtime-endpoints/", Optional.of(Aws.object()))
                .path("runtimeEndpoints")
                .valueStream()
                .toList();
    }

    private String version(JsonNode endpoint) {
        int version = endpoint.path("liveVersion").asInt();
        if (version > latest) {
            return "new";
        }
        return version == live ? "was live" : "older";
    }

    private String kept(String image) {
        ObjectNode wanted = Aws.object().put("repositoryName", Sample.SUPPORT).put("maxResults", MOST);
        JsonNode found = scene.aws().call("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeImages", wanted);
        return found.path("imageDetails")
                .valueStream()
                .filter(details ->
                        KEEPS.matcher(details.path("imageTags").toString()).find())
                .map(details -> word(digest(details), image))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String images(JsonNode list, String image) {
        return list.valueStream().map(one -> word(digest(one), image)).sorted().collect(Collectors.joining(", "));
    }

    private String word(String digest, String image) {
        if (digest.equals(image)) {
            return "its own";
        }
        if (digest.equals(liveImage)) {
            return "was live";
        }
        return digest.equals(previousImage) ? "was previous" : "older";
    }

    private static String digest(JsonNode image) {
        return digest(image.toString());
    }

    private static String digest(String text) {
        Matcher digest = DIGEST.matcher(text);
        return digest.find() ? digest.group() : "";
    }
}
