package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.agentcore.Images;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.CallLog;
import slipway.local.edge.Caller;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

class EcrTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String REPOSITORY = "agents/support";

    private final ScaledClock clock = new ScaledClock(1000);
    private final List<ObjectNode> events = new ArrayList<>();
    private final Map<String, JsonNode> policies = new HashMap<>();
    private final Ecr ecr =
            new Ecr(PLACE, clock, (caller, action, resource, context) -> {}, this::edge, events::add, policies::put);
    private final Identities identities = new Identities(PLACE);
    private final Edge server = new Edge(
            0,
            identities,
            (caller, action, resource, context) -> {},
            new Faults(identities, clock),
            new CallLog(10),
            clock);
    private final Pusher pusher = new Pusher(server.uri(), "test");

    EcrTest() throws IOException {
        server.mount("/v2/", ecr.registry());
        make(REPOSITORY, "MUTABLE");
    }

    private URI edge() {
        return server.uri();
    }

    @AfterEach
    void close() {
        server.close();
        clock.close();
    }

    private void make(String name, String mutability) {
        ObjectNode properties = JSON.createObjectNode().put("RepositoryName", name);
        properties.put("ImageTagMutability", mutability);
        new RepositoryProvider(ecr.repositories())
                .make(new Wanted("stack", "Thing", "AWS::ECR::Repository", properties));
    }

    private JsonNode call(String operation, String input) throws IOException {
        Answer answer = ecr.api()
                .answer(new Call(
                        "ecr",
                        new Caller.Administrator("arn:aws:iam::111122223333:user/administrator"),
                        "POST",
                        "/",
                        Map.of(),
                        Map.of("x-amz-target", "AmazonEC2ContainerRegistry_V20150921." + operation),
                        input.getBytes(UTF_8),
                        (caller, action, resource, context) -> {}));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.body().writeTo(bytes);
        return JSON.readTree(bytes.toByteArray());
    }

    private JsonNode describe(String tag) throws IOException {
        return call(
                        "DescribeImages",
                        "{\"repositoryName\":\"agents/support\",\"imageIds\":[{\"imageTag\":\"" + tag + "\"}]}")
                .at("/imageDetails/0");
    }

    private static ImageSpec spec(String version) {
        return ImageSpec.arm64(Map.of("version", version));
    }

    @Test
    void aPushedImageIsDescribedAndPullsAsItWasPushed() throws IOException {
        String digest = pusher.push(REPOSITORY, "1.0.0", spec("1"));

        JsonNode detail = describe("1.0.0");
        assertThat(detail.path("imageDigest").asText()).isEqualTo(digest);
        assertThat(detail.path("imageStatus").asText()).isEqualTo("ACTIVE");
        assertThat(detail.path("imageTags").toString()).isEqualTo("[\"1.0.0\"]");
        assertThat(detail.path("artifactMediaType").asText()).isEqualTo("application/vnd.oci.image.config.v1+json");
        JsonNode image = call(
                        "BatchGetImage",
                        "{\"repositoryName\":\"agents/support\",\"imageIds\":[{\"imageTag\":\"1.0.0\"}]}")
                .at("/images/0");
        assertThat(Digests.of(image.path("imageManifest").asText().getBytes(UTF_8)))
                .isEqualTo(digest);
    }

    @Test
    void thePushIsAnEventInAwsShape() {
        String digest = pusher.push(REPOSITORY, "1.0.0", spec("1"));

        assertThat(events).hasSize(1);
        ObjectNode event = events.getFirst();
        assertThat(event.path("detail").toString())
                .isEqualTo(
                        "{\"result\":\"SUCCESS\",\"repository-name\":\"agents/support\",\"image-digest\":\"%s\",\"action-type\":\"PUSH\",\"image-tag\":\"1.0.0\"}"
                                .formatted(digest));
        assertThat(event.path("source").asText()).isEqualTo("aws.ecr");
        assertThat(event.path("detail-type").asText()).isEqualTo("ECR Image Action");
        assertThat(event.path("resources").toString()).isEqualTo("[]");
        assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void anIndexIsPushedAfterItsChildrenWhoseEventsHaveNoTag() throws IOException {
        String digest = pusher.push(
                REPOSITORY, "1.0.0", new ImageSpec(List.of("amd64", "arm64"), Map.of("version", "1"), 5000));

        assertThat(events).hasSize(3);
        assertThat(events)
                .extracting(event -> event.path("detail").has("image-tag"))
                .containsExactly(false, false, true);
        assertThat(events.getLast().at("/detail/image-digest").asText()).isEqualTo(digest);
        assertThat(describe("1.0.0").path("imageSizeInBytes").asLong())
                .isGreaterThan(5000)
                .isLessThan(10_000);
        Images.Image image =
                new EcrImages(ecr.repositories()).find(REPOSITORY, null, digest).orElseThrow();
        assertThat(image.architectures()).containsExactlyInAnyOrder("amd64", "arm64");
        assertThat(image.labels()).containsEntry("version", "1");
    }

    @Test
    void theSameSpecIsTheSameDigestAndKeepsItsPushTime() throws IOException {
        String first = pusher.push(REPOSITORY, "1.0.0", spec("1"));
        double pushedAt = describe("1.0.0").path("imagePushedAt").asDouble();

        String again = pusher.push(REPOSITORY, "stable", spec("1"));
        String other = pusher.push(REPOSITORY, "1.0.1", spec("2"));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(describe("stable").path("imagePushedAt").asDouble()).isEqualTo(pushedAt);
        assertThat(describe("stable").path("imageTags").toString()).isEqualTo("[\"1.0.0\",\"stable\"]");
    }

    @Test
    void aTagThatMovesLeavesTheOldImageBehindWithoutIt() throws IOException {
        String first = pusher.push(REPOSITORY, "stable", spec("1"));
        pusher.push(REPOSITORY, "stable", spec("2"));

        JsonNode untagged =
                call("ListImages", "{\"repositoryName\":\"agents/support\",\"filter\":{\"tagStatus\":\"UNTAGGED\"}}");

        assertThat(untagged.path("imageIds").toString()).isEqualTo("[{\"imageDigest\":\"" + first + "\"}]");
    }

    @Test
    void anImmutableTagDoesNotMove() {
        make("agents/fixed", "IMMUTABLE");
        pusher.push("agents/fixed", "1.0.0", spec("1"));
        pusher.push("agents/fixed", "1.0.0", spec("1"));

        assertThatThrownBy(() -> pusher.push("agents/fixed", "1.0.0", spec("2")))
                .hasMessageContaining("TAG_INVALID")
                .hasMessageContaining("immutable");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertThat(call("DescribeImages", "{\"repositoryName\":\"gone\"}")
                        .path("__type")
                        .asText())
                .isEqualTo("RepositoryNotFoundException");
        assertThat(call(
                                "DescribeImages",
                                "{\"repositoryName\":\"agents/support\",\"imageIds\":[{\"imageTag\":\"gone\"}]}")
                        .path("__type")
                        .asText())
                .isEqualTo("ImageNotFoundException");
    }

    @Test
    void aDeletedImageIsAnEventToo() throws IOException {
        pusher.push(REPOSITORY, "1.0.0", spec("1"));

        JsonNode deleted = call(
                "BatchDeleteImage", "{\"repositoryName\":\"agents/support\",\"imageIds\":[{\"imageTag\":\"1.0.0\"}]}");

        assertThat(deleted.path("failures")).isEmpty();
        assertThat(events.getLast().at("/detail/action-type").asText()).isEqualTo("DELETE");
        assertThat(new EcrImages(ecr.repositories()).find(REPOSITORY, "1.0.0", null))
                .isEmpty();
    }

    @Test
    void whoHasNoPasswordIsToldHowToAsk() throws Exception {
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(
                    HttpRequest.newBuilder(server.uri().resolve("/v2/")).build(), HttpResponse.BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Www-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
    }

    @Test
    void anAuthorizationTokenIsAPasswordForTheRegistry() throws IOException {
        String token = call("GetAuthorizationToken", "{}")
                .at("/authorizationData/0/authorizationToken")
                .asText();
        String pair = new String(Base64.getDecoder().decode(token), UTF_8);

        assertThat(pair).startsWith("AWS:");
        new Pusher(server.uri(), pair.substring(4)).push(REPOSITORY, "1.0.0", spec("1"));
        assertThat(describe("1.0.0").isObject()).isTrue();
    }

    @Test
    void aLayersLinkNeedsNoPassword() throws Exception {
        pusher.push(REPOSITORY, "1.0.0", spec("1"));
        String manifest = call(
                        "BatchGetImage",
                        "{\"repositoryName\":\"agents/support\",\"imageIds\":[{\"imageTag\":\"1.0.0\"}]}")
                .at("/images/0/imageManifest")
                .asText();
        String config = JSON.readTree(manifest).at("/config/digest").asText();

        String url = call(
                        "GetDownloadUrlForLayer",
                        "{\"repositoryName\":\"agents/support\",\"layerDigest\":\"" + config + "\"}")
                .path("downloadUrl")
                .asText();

        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        }
        assertThat(JSON.readTree(answer.body()).path("architecture").asText()).isEqualTo("arm64");
    }
}
