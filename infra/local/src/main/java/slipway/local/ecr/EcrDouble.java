package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;

/** ECR's control API on the wire. */
public final class EcrDouble extends JsonService {
    private final Repositories repositories;
    private final Passwords passwords;
    private final BinaryOperator<String> download;
    private final Supplier<URI> edge;
    private final ImageOperations images;
    private final RepositoryOperations policies;
    private final LifecycleOperations lifecycle;
    private final LayerOperations layers;

    EcrDouble(Repositories repositories, Passwords passwords, BinaryOperator<String> download, Supplier<URI> edge) {
        this.repositories = repositories;
        this.passwords = passwords;
        this.download = download;
        this.edge = edge;
        this.images = new ImageOperations(repositories);
        this.policies = new RepositoryOperations(repositories);
        this.lifecycle = new LifecycleOperations(repositories);
        this.layers = new LayerOperations(repositories);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("ecr");
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("DescribeRepositories", this::describeRepositories),
                Map.entry("CreateRepository", policies::create),
                Map.entry("GetAuthorizationToken", this::token),
                Map.entry("GetDownloadUrlForLayer", this::layer),
                on("DescribeImages", images::describe),
                on("ListImages", images::list),
                on("BatchGetImage", images::get),
                on("BatchDeleteImage", images::delete),
                on("UpdateImageStorageClass", images::storageClass),
                on("PutImage", this::put),
                on("DeleteRepository", policies::delete),
                on("PutImageTagMutability", policies::putMutability),
                on("PutImageScanningConfiguration", policies::putScanning),
                on("GetLifecyclePolicy", lifecycle::get),
                on("PutLifecyclePolicy", lifecycle::put),
                on("DeleteLifecyclePolicy", lifecycle::delete),
                on("StartLifecyclePolicyPreview", lifecycle::startPreview),
                on("GetLifecyclePolicyPreview", lifecycle::preview),
                on("BatchCheckLayerAvailability", layers::check),
                on("InitiateLayerUpload", layers::initiate),
                on("UploadLayerPart", layers::upload),
                on("CompleteLayerUpload", layers::complete),
                onArn("TagResource", policies::tag),
                onArn("UntagResource", policies::untag),
                onArn("ListTagsForResource", policies::tags),
                on("DeleteRepositoryPolicy", policies::deletePolicy),
                on("GetRepositoryPolicy", policies::policy),
                on("SetRepositoryPolicy", policies::setPolicy));
    }

    /** An operation on one repository. */
    @FunctionalInterface
    interface OnRepository {
        JsonNode apply(Repository repository, ObjectNode input);
    }

    private Map.Entry<String, Operation> on(String action, OnRepository operation) {
        return Map.entry(action, (call, input) -> operation.apply(allowed(call, action, input), input));
    }

    private Map.Entry<String, Operation> onArn(String action, OnRepository operation) {
        return Map.entry(action, (call, input) -> {
            String arn = input.path("resourceArn").asText();
            return operation.apply(allowed(call, action, arn.substring(arn.indexOf('/') + 1), input), input);
        });
    }

    private Repository allowed(Call call, String action, ObjectNode input) {
        return allowed(call, action, input.path("repositoryName").asText(), input);
    }

    private Repository allowed(Call call, String action, String name, ObjectNode input) {
        Map<String, String> context = new TreeMap<>();
        repositories
                .find(name)
                .ifPresent(found ->
                        found.settings().tags().forEach((key, value) -> context.put("aws:ResourceTag/" + key, value)));
        call.authorize("ecr:" + action, repositories.arn(name), context);
        requireOwn(input.path("registryId").asText(repositories.place().account()), name);
        return repositories.get(name);
    }

    private void requireOwn(String registry, String name) {
        if (!registry.equals(repositories.place().account())) {
            throw new AwsError(
                    400,
                    "RepositoryNotFoundException",
                    "The repository with name '%s' does not exist in the registry with id '%s'"
                            .formatted(name, registry));
        }
    }

    private JsonNode put(Repository repository, ObjectNode input) {
        byte[] bytes = input.path("imageManifest").asText().getBytes(UTF_8);
        String tag = optional(input, "imageTag");
        String digest = Digests.of(bytes);
        String claimed = optional(input, "imageDigest");
        if (claimed != null && !claimed.equals(digest)) {
            throw new AwsError(
                    400,
                    "ImageDigestDoesNotMatchException",
                    "The specified image digest '%s' does not match '%s'".formatted(claimed, digest));
        }
        boolean there = tag == null ? repository.find(null, digest).isPresent() : repository.has(tag, digest);
        if (there) {
            throw new AwsError(
                    400,
                    "ImageAlreadyExistsException",
                    "Image with digest '%s' and tag '%s' already exists in the repository with name '%s'"
                            .formatted(digest, tag, repository.name()));
        }
        Manifest kept = repositories.push(repository, bytes, optional(input, "imageManifestMediaType"), tag);
        ObjectNode output = JSON.createObjectNode();
        output.set("image", images.image(repository, kept, tag));
        return output;
    }

    private JsonNode describeRepositories(Call call, ObjectNode input) {
        JsonNode names = input.path("repositoryNames");
        List<ObjectNode> shown = new ArrayList<>();
        if (names.isEmpty()) {
            call.authorize("ecr:DescribeRepositories", repositories.arn("*"));
            repositories.all().forEach(repository -> shown.add(policies.described(repository)));
        }
        for (JsonNode name : names) {
            call.authorize("ecr:DescribeRepositories", repositories.arn(name.asText()));
            requireOwn(input.path("registryId").asText(repositories.place().account()), name.asText());
            shown.add(policies.described(repositories.get(name.asText())));
        }
        return Pages.of(input, "repositories", shown);
    }

    private JsonNode token(Call call, ObjectNode input) {
        call.authorize("ecr:GetAuthorizationToken", "*");
        ObjectNode output = JSON.createObjectNode();
        output.putArray("authorizationData")
                .addObject()
                .put("authorizationToken", passwords.issue(call.caller()))
                .put("expiresAt", ImageOperations.seconds(repositories.now().plus(Duration.ofHours(12))))
                .put("proxyEndpoint", edge.get().toString());
        return output;
    }

    private JsonNode layer(Call call, ObjectNode input) {
        Repository repository = allowed(call, "GetDownloadUrlForLayer", input);
        String digest = input.path("layerDigest").asText();
        if (repository.blob(digest).isEmpty()) {
            throw new AwsError(
                    400,
                    "LayersNotFoundException",
                    "The layer with digest '%s' does not exist in the repository with name '%s'"
                            .formatted(digest, repository.name()));
        }
        return JSON.createObjectNode()
                .put("downloadUrl", download.apply(repository.name(), digest))
                .put("layerDigest", digest);
    }

    static @Nullable String optional(JsonNode input, String field) {
        return input.hasNonNull(field) ? input.path(field).asText() : null;
    }

    static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
