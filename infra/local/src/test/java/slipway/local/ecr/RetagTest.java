package slipway.local.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.CallLog;
import slipway.local.edge.Client;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** What protects an image: tags that are put beside others, repositories that fix them, policies that spare them. */
class RetagTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");

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
    private final Client client = new Client(ecr.api());

    RetagTest() throws IOException {
        server.mount("/v2/", ecr.registry());
    }

    private URI edge() {
        return server.uri();
    }

    @AfterEach
    void close() {
        server.close();
        clock.close();
    }

    private void make(String properties) {
        ObjectNode wanted = (ObjectNode) Json.read(properties.replace('\'', '"'));
        new RepositoryProvider(ecr.repositories())
                .make(new Wanted("stack", "Thing", "AWS::ECR::Repository", wanted.put("RepositoryName", "agents")));
    }

    private static ImageSpec spec(String version) {
        return ImageSpec.arm64(Map.of("version", version));
    }

    private JsonNode on(String operation, String members) {
        return client.json(operation, "{'repositoryName':'agents'" + members + "}");
    }

    private String manifest(String tag) {
        JsonNode image =
                on("BatchGetImage", ",'imageIds':[{'imageTag':'" + tag + "'}]").at("/images/0");
        assertThat(image.path("imageManifestMediaType").asText()).startsWith("application/vnd.oci.image");
        return image.path("imageManifest").asText();
    }

    private JsonNode retag(String manifest, String tag) {
        ObjectNode input = Json.object().put("repositoryName", "agents").put("imageManifest", manifest);
        return client.json("PutImage", input.put("imageTag", tag).toString());
    }

    private JsonNode described(String tag) {
        return on("DescribeImages", ",'imageIds':[{'imageTag':'" + tag + "'}]").at("/imageDetails/0");
    }

    @Test
    void anExistingManifestGetsAnotherTagAndKeepsItsPushTime() {
        make("{'ImageTagMutability':'IMMUTABLE'}");
        String digest = pusher.push("agents", "1.0.0", spec("1"));
        JsonNode before = described("1.0.0").path("imagePushedAt");

        JsonNode put = retag(manifest("1.0.0"), "live-1");

        assertThat(put.at("/image/imageId/imageDigest").asText()).isEqualTo(digest);
        assertThat(described("live-1").path("imagePushedAt")).isEqualTo(before);
        assertThat(events.getLast().path("detail").toString())
                .isEqualTo("{\"result\":\"SUCCESS\",\"repository-name\":\"agents\",\"image-digest\":\"" + digest
                        + "\",\"action-type\":\"PUSH\",\"image-tag\":\"live-1\"}");
        assertThat(client.asked).contains("ecr:PutImage arn:aws:ecr:eu-central-1:111122223333:repository/agents");
    }

    @Test
    void anImmutableTagThatIsThereIsRefusedByName() {
        make("{'ImageTagMutability':'IMMUTABLE'}");
        pusher.push("agents", "1.0.0", spec("1"));
        pusher.push("agents", "2.0.0", spec("2"));

        assertThat(retag(manifest("1.0.0"), "1.0.0").path("__type").asText()).isEqualTo("ImageAlreadyExistsException");
        assertThat(retag(manifest("2.0.0"), "1.0.0").path("__type").asText())
                .isEqualTo("ImageTagAlreadyExistsException");
    }

    @Test
    void anExcludedTagMovesInARepositoryThatFixesTheOthers() {
        make("""
                {'ImageTagMutability':'IMMUTABLE_WITH_EXCLUSION','ImageScanningConfiguration':{'ScanOnPush':true},
                 'ImageTagMutabilityExclusionFilters':[{'ImageTagMutabilityExclusionFilterType':'WILDCARD',
                  'ImageTagMutabilityExclusionFilterValue':'latest*'}]}""");
        pusher.push("agents", "latest", spec("1"));
        String second = pusher.push("agents", "latest", spec("2"));
        pusher.push("agents", "1.0.0", spec("1"));

        assertThat(described("latest").path("imageDigest").asText()).isEqualTo(second);
        assertThatThrownBy(() -> pusher.push("agents", "1.0.0", spec("2"))).hasMessageContaining("immutable");
        JsonNode repository = client.json("DescribeRepositories", "{}").at("/repositories/0");
        assertThat(repository.path("imageTagMutability").asText()).isEqualTo("IMMUTABLE_WITH_EXCLUSION");
        assertThat(repository.at("/imageTagMutabilityExclusionFilters/0/filter").asText())
                .isEqualTo("latest*");
        assertThat(repository.at("/imageScanningConfiguration/scanOnPush").asBoolean())
                .isTrue();
    }

    @Test
    void filtersGoWithTheirModeAlone() {
        assertThatThrownBy(() -> make("{'ImageTagMutability':'IMMUTABLE_WITH_EXCLUSION'}"))
                .hasMessageContaining("takes 1 to 5");
        assertThatThrownBy(() -> make("""
                {'ImageTagMutability':'IMMUTABLE_WITH_EXCLUSION','ImageTagMutabilityExclusionFilters':[
                 {'ImageTagMutabilityExclusionFilterType':'WILDCARD',
                  'ImageTagMutabilityExclusionFilterValue':'a*b*c*'}]}""")).hasMessageContaining("at most 2 wildcards");
    }

    @Test
    void aTagIsDeletedAloneAndTheLastOneTakesTheImageAlong() {
        make("{}");
        String digest = pusher.push("agents", "1.0.0", spec("1"));
        retag(manifest("1.0.0"), "live-1");

        on("BatchDeleteImage", ",'imageIds':[{'imageTag':'live-1'}]");
        assertThat(described("1.0.0").path("imageTags").toString()).isEqualTo("[\"1.0.0\"]");
        assertThat(events.getLast().at("/detail/image-tag").asText()).isEqualTo("live-1");
        assertThat(events.getLast().at("/detail/action-type").asText()).isEqualTo("DELETE");

        on("BatchDeleteImage", ",'imageIds':[{'imageTag':'1.0.0'}]");
        assertThat(on("DescribeImages", ",'imageIds':[{'imageDigest':'" + digest + "'}]")
                        .path("__type")
                        .asText())
                .isEqualTo("ImageNotFoundException");
    }

    @Test
    void aDigestIsDeletedWithAnEventForEachOfItsTags() {
        make("{}");
        String digest = pusher.push("agents", "1.0.0", spec("1"));
        retag(manifest("1.0.0"), "live-1");
        events.clear();

        on("BatchDeleteImage", ",'imageIds':[{'imageDigest':'" + digest + "'}]");

        assertThat(events)
                .extracting(event -> event.at("/detail/image-tag").asText())
                .containsExactly("1.0.0", "live-1");
        assertThat(on("ListImages", "").path("imageIds")).isEmpty();
    }

    @Test
    void theLifecyclePolicySparesWhatAnEarlierRuleSpeaksOf() {
        String text = """
                {'rules':[{'rulePriority':1,'selection':{'tagStatus':'tagged','tagPrefixList':['live-'],
                  'countType':'imageCountMoreThan','countNumber':999},'action':{'type':'expire'}},
                 {'rulePriority':2,'selection':{'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1},
                  'action':{'type':'expire'}}]}""".replace('\'', '"');
        ObjectNode properties = Json.object();
        properties.putObject("LifecyclePolicy").put("LifecyclePolicyText", text);
        make(properties.toString());
        pusher.push("agents", "1.0.0", spec("1"));
        retag(manifest("1.0.0"), "live-1");
        String second = pusher.push("agents", "2.0.0", spec("2"));
        pusher.push("agents", "3.0.0", spec("3"));

        assertThat(ecr.expireNow("agents")).containsExactly(second);
        assertThat(described("live-1").path("imageStatus").asText()).isEqualTo("ACTIVE");
        assertThat(on("GetLifecyclePolicy", "").path("lifecyclePolicyText").asText())
                .isEqualTo(text);
    }

    @Test
    void aLifecyclePolicyThatEcrWouldRefuseFailsTheDeployment() {
        assertThatThrownBy(() -> make("{'LifecyclePolicy':{'LifecyclePolicyText':'{}'}}"))
                .hasMessageContaining("Lifecycle policy validation failure");
    }

    @Test
    void aRepositoryPolicyIsSetReadAndTold() {
        make("{}");
        assertThat(on("GetRepositoryPolicy", "").path("__type").asText())
                .isEqualTo("RepositoryPolicyNotFoundException");
        assertThat(on("GetLifecyclePolicy", "").path("__type").asText()).isEqualTo("LifecyclePolicyNotFoundException");

        ObjectNode input = Json.object().put("repositoryName", "agents").put("policyText", "{\"Statement\":[]}");
        client.json("SetRepositoryPolicy", input.toString());

        assertThat(on("GetRepositoryPolicy", "").path("policyText").asText()).isEqualTo("{\"Statement\":[]}");
        assertThat(policies).containsOnlyKeys("arn:aws:ecr:eu-central-1:111122223333:repository/agents");
        assertThat(on("SetRepositoryPolicy", ",'policyText':'no'")
                        .path("__type")
                        .asText())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void anArchivedImageIsDescribedByItsTagAndListedOnlyWhereAskedFor() {
        make("{}");
        pusher.push("agents", "1.0.0", spec("1"));

        on("UpdateImageStorageClass", ",'imageId':{'imageTag':'1.0.0'},'targetStorageClass':'ARCHIVE'");

        assertThat(described("1.0.0").path("imageStatus").asText()).isEqualTo("ARCHIVED");
        assertThat(on("DescribeImages", "").path("imageDetails")).isEmpty();
        assertThat(on("ListImages", "").path("imageIds")).isEmpty();
        assertThat(on("ListImages", ",'filter':{'imageStatus':'ARCHIVED'}").path("imageIds"))
                .hasSize(1);
    }

    @Test
    void repositoriesComeInPages() {
        make("{}");

        assertThat(client.json("DescribeRepositories", "{'maxResults':0}")
                        .path("__type")
                        .asText())
                .isEqualTo("InvalidParameterException");
        assertThat(client.json("DescribeRepositories", "{'maxResults':1}").path("repositories"))
                .hasSize(1);
    }
}
