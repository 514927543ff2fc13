package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Answer;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

class EcrOperationsTest {
    private static final String IN = "'repositoryName':'agents/support'";
    private static final Map<String, String> TEST =
            Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString("AWS:test".getBytes(UTF_8)));

    private final ScaledClock clock = new ScaledClock(1);
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Ecr ecr = new Ecr(
            new Place("111122223333", "eu-central-1"),
            clock,
            (caller, action, resource, context) -> asked.add(action),
            () -> URI.create("http://127.0.0.1"),
            events::add,
            (arn, policy) -> {});
    private final Client client = new Client(ecr.api());
    private final String layer = upload("layer");
    private final String config = upload("{\"architecture\":\"arm64\"}");

    EcrOperationsTest() {
        client.json("CreateRepository", "{" + IN + ",'tags':[{'Key':'team','Value':'a'}]}");
        for (String content : List.of("layer", "{\"architecture\":\"arm64\"}")) {
            push(content);
        }
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    private static String upload(String content) {
        return Digests.of(content.getBytes(UTF_8));
    }

    private void push(String content) {
        String begun =
                registry("POST", "/blobs/uploads/", Map.of(), "").headers().getOrDefault("Location", "");
        assertThat(answer("PUT", begun, Map.of("digest", upload(content)), Map.of(), content)
                        .status())
                .isEqualTo(201);
    }

    /** An image of its own for each word. */
    private String manifest(String word) {
        return ("{'schemaVersion':2,'mediaType':'application/vnd.oci.image.manifest.v1+json','config':{'digest':'"
                        + config + "','size':24},'layers':[{'digest':'" + layer + "','size':5}],'annotations':{'word':'"
                        + word + "'}}")
                .replace('\'', '"');
    }

    private String tag(String tag, String word) {
        return registry("PUT", "/manifests/" + tag, Map.of(), manifest(word))
                .headers()
                .getOrDefault("Docker-Content-Digest", "");
    }

    @Test
    void aRepositoryIsMadeChangedAndDeletedByApi() {
        assertThat(error("CreateRepository", "{" + IN + "}")).isEqualTo("RepositoryAlreadyExistsException");
        assertThat(error("CreateRepository", "{'repositoryName':'Big'}")).isEqualTo("InvalidParameterException");
        tag("1", "one");
        client.json("PutImageTagMutability", "{" + IN + ",'imageTagMutability':'IMMUTABLE'}");
        assertThat(registry("PUT", "/manifests/1", Map.of(), manifest("two")).status())
                .isEqualTo(400);
        assertThat(error(
                        "PutImage",
                        "{" + IN + ",'imageTag':'1','imageManifest':'"
                                + manifest("two").replace("\"", "\\'") + "'}"))
                .isEqualTo("ImageTagAlreadyExistsException");
        String arn = "arn:aws:ecr:eu-central-1:111122223333:repository/agents/support";
        client.json("TagResource", "{'resourceArn':'" + arn + "','tags':[{'Key':'b','Value':'2'}]}");
        client.json("UntagResource", "{'resourceArn':'" + arn + "','tagKeys':['team']}");
        assertThat(client.json("ListTagsForResource", "{'resourceArn':'" + arn + "'}")
                        .path("tags"))
                .hasToString("[{\"Key\":\"b\",\"Value\":\"2\"}]");

        assertThat(error("DeleteRepository", "{" + IN + "}")).isEqualTo("RepositoryNotEmptyException");
        client.json("DeleteRepository", "{" + IN + ",'force':true}");
        assertThat(error("ListImages", "{" + IN + "}")).isEqualTo("RepositoryNotFoundException");
    }

    @Test
    void aLifecyclePolicyIsTriedBeforeItIsPut() {
        tag("old", "one");
        String newer = tag("new", "two");
        String policy = "{\\'rules\\':[{\\'rulePriority\\':1,\\'selection\\':{\\'tagStatus\\':\\'any\\',"
                + "\\'countType\\':\\'imageCountMoreThan\\',\\'countNumber\\':1},\\'action\\':{\\'type\\':\\'expire\\'}}]}";
        assertThat(error("StartLifecyclePolicyPreview", "{" + IN + "}")).isEqualTo("LifecyclePolicyNotFoundException");

        client.json("StartLifecyclePolicyPreview", "{" + IN + ",'lifecyclePolicyText':'" + policy + "'}");
        JsonNode preview = client.json("GetLifecyclePolicyPreview", "{" + IN + "}");

        assertThat(preview.path("status").asText()).isEqualTo("COMPLETE");
        assertThat(preview.at("/previewResults/0/imageTags/0").asText()).isEqualTo("old");
        assertThat(preview.at("/previewResults/0/appliedRulePriority").asInt()).isEqualTo(1);
        assertThat(preview.at("/summary/expiringImageTotalCount").asInt()).isEqualTo(1);
        assertThat(client.json("ListImages", "{" + IN + "}").path("imageIds")).hasSize(2);

        client.json("PutLifecyclePolicy", "{" + IN + ",'lifecyclePolicyText':'" + policy + "'}");
        ecr.expireNow("agents/support");
        assertThat(client.json("ListImages", "{" + IN + "}")
                        .at("/imageIds/0/imageDigest")
                        .asText())
                .isEqualTo(newer);
        client.json("DeleteLifecyclePolicy", "{" + IN + "}");
        assertThat(error("GetLifecyclePolicy", "{" + IN + "}")).isEqualTo("LifecyclePolicyNotFoundException");
        assertThat(error(
                        "PutLifecyclePolicy",
                        "{" + IN + ",'lifecyclePolicyText':'"
                                + policy.replace("\\'any\\'", "\\'tagged\\',\\'tagPrefixList\\':[\\'\\']") + "'}"))
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void aPolicyExpiresImagesEveryDayByItself() {
        ScaledClock fast = new ScaledClock(100_000);
        Ecr daily = new Ecr(
                new Place("111122223333", "eu-central-1"),
                fast,
                (caller, action, resource, context) -> {},
                () -> URI.create("http://127.0.0.1"),
                events::add,
                (arn, policy) -> {});
        Repositories repositories = daily.repositories();
        Duration age = Duration.between(fast.instant(), repositories.evaluatedAt());
        assertThat(age).isLessThan(Duration.ofDays(1));
        Instant first = repositories.evaluatedAt();
        Instant deadline = Instant.now().plusSeconds(20);
        while (repositories.evaluatedAt().equals(first) && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(Duration.between(first, repositories.evaluatedAt())).isPositive();
        fast.close();
    }

    @Test
    void aLayerIsUploadedInParts() {
        String id = client.json("InitiateLayerUpload", "{" + IN + "}")
                .path("uploadId")
                .asText();
        String part = "{" + IN + ",'uploadId':'" + id + "','partFirstByte':%d,'partLastByte':%d,'layerPartBlob':'%s'}";
        String hello = Base64.getEncoder().encodeToString("hello".getBytes(UTF_8));

        assertThat(client.json("UploadLayerPart", part.formatted(0, 4, hello))
                        .path("lastByteReceived")
                        .asInt())
                .isEqualTo(4);
        assertThat(error("UploadLayerPart", part.formatted(9, 13, hello))).isEqualTo("InvalidLayerPartException");
        client.json("UploadLayerPart", part.formatted(5, 9, hello));

        String digest = Digests.of("hellohello".getBytes(UTF_8));
        String complete = "{" + IN + ",'uploadId':'" + id + "','layerDigests':['%s']}";
        assertThat(error("CompleteLayerUpload", complete.formatted(layer))).isEqualTo("InvalidLayerException");
        assertThat(client.json("CompleteLayerUpload", complete.formatted(digest))
                        .path("layerDigest")
                        .asText())
                .isEqualTo(digest);
        JsonNode layers = client.json(
                "BatchCheckLayerAvailability", "{" + IN + ",'layerDigests':['" + digest + "','sha256:none']}");
        assertThat(layers.at("/layers/0/layerSize").asInt()).isEqualTo(10);
        assertThat(layers.at("/layers/1/layerAvailability").asText()).isEqualTo("UNAVAILABLE");
        assertThat(error("UploadLayerPart", part.formatted(0, 4, hello))).isEqualTo("UploadNotFoundException");
    }

    @Test
    void anArchivedImageIsTold() {
        String digest = tag("1", "one");
        client.json(
                "UpdateImageStorageClass",
                "{" + IN + ",'imageId':{'imageDigest':'" + digest + "'},'targetStorageClass':'ARCHIVE'}");

        JsonNode detail = events.getLast().path("detail");
        assertThat(detail.path("action-type").asText()).isEqualTo("UPDATE_STORAGE_CLASS");
        assertThat(detail.path("target-storage-class").asText()).isEqualTo("ARCHIVE");
        assertThat(registry("GET", "/manifests/1", Map.of(), "").status()).isEqualTo(404);
    }

    @Test
    void clientsReadRangesAndListTagsInPages() {
        tag("a", "one");
        tag("b", "one");

        Answer range = registry("GET", "/blobs/" + layer, Map.of("range", "bytes=1-2"), "");
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.headers()).containsEntry("Content-Range", "bytes 1-2/5");
        assertThat(text(range)).isEqualTo("ay");
        assertThat(registry("GET", "/blobs/" + layer, Map.of("range", "bytes=9-"), "")
                        .status())
                .isEqualTo(416);

        Answer page = answer("GET", "/v2/agents/support/tags/list", Map.of("n", "1"), Map.of(), "");
        assertThat(text(page)).contains("[\"a\"]");
        assertThat(page.headers()).containsEntry("Link", "</v2/agents/support/tags/list?n=1&last=a>; rel=\"next\"");
        Answer last = answer("GET", "/v2/agents/support/tags/list", Map.of("n", "1", "last", "a"), Map.of(), "");
        assertThat(text(last)).contains("[\"b\"]");
        assertThat(last.headers()).doesNotContainKey("Link");
        assertThat(text(answer("GET", "/v2/_catalog", Map.of(), Map.of(), ""))).contains("agents/support");
    }

    @Test
    void chunksComeInOrderAndAnUploadCanBeGivenUp() {
        String upload =
                registry("POST", "/blobs/uploads/", Map.of(), "").headers().getOrDefault("Location", "");
        assertThat(answer("PATCH", upload, Map.of(), Map.of("content-range", "0-4"), "hello")
                        .status())
                .isEqualTo(202);
        assertThat(answer("PATCH", upload, Map.of(), Map.of("content-range", "3-7"), "hello")
                        .status())
                .isEqualTo(416);
        Answer progress = answer("GET", upload, Map.of(), Map.of(), "");
        assertThat(progress.status()).isEqualTo(204);
        assertThat(progress.headers()).containsEntry("Range", "0-4");

        assertThat(answer("DELETE", upload, Map.of(), Map.of(), "").status()).isEqualTo(204);
        assertThat(answer("GET", upload, Map.of(), Map.of(), "").status()).isEqualTo(404);
        assertThat(asked).contains("ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload");
    }

    @Test
    void aLayerOfAnotherRepositoryIsMountedAndNotSentAgain() {
        client.json("CreateRepository", "{'repositoryName':'agents/sales'}");
        Map<String, String> mount = Map.of("mount", layer, "from", "agents/support");

        assertThat(answer("POST", "/v2/agents/sales/blobs/uploads/", mount, Map.of(), "")
                        .status())
                .isEqualTo(201);
        assertThat(answer("HEAD", "/v2/agents/sales/blobs/" + layer, Map.of(), Map.of(), "")
                        .status())
                .isEqualTo(200);
        Map<String, String> unknown = Map.of("mount", layer, "from", "agents/none");
        assertThat(answer("POST", "/v2/agents/sales/blobs/uploads/", unknown, Map.of(), "")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anImageIsDeletedThroughTheRegistry() {
        String digest = tag("a", "one");
        tag("b", "one");
        events.clear();

        assertThat(registry("DELETE", "/manifests/" + digest, Map.of(), "").status())
                .isEqualTo(202);

        assertThat(events)
                .extracting(event -> event.at("/detail/action-type").asText() + " "
                        + event.at("/detail/image-tag").asText())
                .containsExactly("DELETE a", "DELETE b");
        assertThat(registry("GET", "/manifests/a", Map.of(), "").status()).isEqualTo(404);
    }

    private Answer registry(String method, String path, Map<String, String> headers, String body) {
        return answer(method, "/v2/agents/support" + path, Map.of(), headers, body);
    }

    private Answer answer(
            String method, String path, Map<String, String> query, Map<String, String> more, String body) {
        Map<String, String> headers = new TreeMap<>(TEST);
        headers.putAll(more);
        return ecr.registry().answer(new Registry.Request(method, path, query, headers, body.getBytes(UTF_8)));
    }

    private static String text(Answer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            answer.body().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
