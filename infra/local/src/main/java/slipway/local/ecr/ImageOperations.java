package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** What the control API does with the images of one repository. */
final class ImageOperations {
    private final Repositories repositories;

    ImageOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    JsonNode describe(Repository repository, ObjectNode input) {
        JsonNode ids = input.path("imageIds");
        if (!ids.isEmpty()) {
            ObjectNode output = object();
            ArrayNode details = output.putArray("imageDetails");
            ids.forEach(id -> details.add(
                    detail(repository, find(repository, id).orElseThrow(() -> imageNotFound(repository, id)))));
            return output;
        }
        List<ObjectNode> all = filtered(repository, input.path("filter"))
                .map(manifest -> detail(repository, manifest))
                .toList();
        return Pages.of(input, "imageDetails", all);
    }

    JsonNode list(Repository repository, ObjectNode input) {
        List<ObjectNode> all = filtered(repository, input.path("filter"))
                .flatMap(manifest -> {
                    List<String> tags = repository.tagsOf(manifest.digest());
                    return tags.isEmpty()
                            ? List.of(id(manifest, null)).stream()
                            : tags.stream().map(tag -> id(manifest, tag));
                })
                .toList();
        return Pages.of(input, "imageIds", all);
    }

    JsonNode get(Repository repository, ObjectNode input) {
        List<String> accepted = EcrDouble.strings(input.path("acceptedMediaTypes"));
        ObjectNode output = object();
        ArrayNode images = output.putArray("images");
        ArrayNode failures = output.putArray("failures");
        for (JsonNode id : input.path("imageIds")) {
            find(repository, id)
                    .filter(manifest -> !repository.isArchived(manifest.digest()))
                    .filter(manifest -> accepted.isEmpty() || accepted.contains(manifest.mediaType()))
                    .ifPresentOrElse(
                            manifest -> images.add(image(repository, manifest, EcrDouble.optional(id, "imageTag"))),
                            () -> fail(failures, id, "ImageNotFound", "Requested image not found"));
        }
        return output;
    }

    JsonNode delete(Repository repository, ObjectNode input) {
        ObjectNode output = object();
        ArrayNode deleted = output.putArray("imageIds");
        ArrayNode failures = output.putArray("failures");
        for (JsonNode id : input.path("imageIds")) {
            Optional<Manifest> found = find(repository, id);
            if (found.isEmpty()) {
                fail(failures, id, "ImageNotFound", "Requested image not found");
            } else if (repository.referenced(found.get().digest())) {
                fail(failures, id, "ImageReferencedByManifestList", "Requested image referenced by manifest list");
            } else {
                deleted.add(delete(repository, found.get(), EcrDouble.optional(id, "imageTag")));
            }
        }
        return output;
    }

    private ObjectNode delete(Repository repository, Manifest manifest, @Nullable String tag) {
        ObjectNode id = id(manifest, tag);
        if (tag == null) {
            repositories.remove(repository, manifest.digest());
        } else {
            repositories.untag(repository, tag, manifest.digest());
        }
        return id;
    }

    /** An archived image still describes, and cannot be pulled. */
    JsonNode storageClass(Repository repository, ObjectNode input) {
        JsonNode id = input.path("imageId");
        Manifest manifest = find(repository, id).orElseThrow(() -> imageNotFound(repository, id));
        boolean away = input.path("targetStorageClass").asText().equals("ARCHIVE");
        repositories.archive(repository, manifest.digest(), away);
        ObjectNode output = object().put("repositoryName", repository.name());
        output.put("registryId", repositories.place().account());
        output.set("imageId", id(manifest, null));
        return output.put("imageStatus", away ? "ARCHIVED" : "ACTIVE");
    }

    ObjectNode image(Repository repository, Manifest manifest, @Nullable String tag) {
        ObjectNode image = object();
        image.put("registryId", repositories.place().account());
        image.put("repositoryName", repository.name());
        image.set("imageId", id(manifest, tag));
        image.put("imageManifest", new String(manifest.bytes(), UTF_8));
        return image.put("imageManifestMediaType", manifest.mediaType());
    }

    private ObjectNode detail(Repository repository, Manifest manifest) {
        ObjectNode detail = object();
        detail.put("registryId", repositories.place().account());
        detail.put("repositoryName", repository.name());
        detail.put("imageDigest", manifest.digest());
        List<String> tags = repository.tagsOf(manifest.digest());
        if (!tags.isEmpty()) {
            tags.forEach(detail.putArray("imageTags")::add);
        }
        detail.put("imageSizeInBytes", repository.size(manifest));
        detail.put("imagePushedAt", seconds(manifest.pushedAt()));
        detail.put("imageManifestMediaType", manifest.mediaType());
        if (!manifest.artifactMediaType().isEmpty()) {
            detail.put("artifactMediaType", manifest.artifactMediaType());
        }
        return detail.put("imageStatus", status(repository, manifest));
    }

    private static Optional<Manifest> find(Repository repository, JsonNode id) {
        return repository.find(EcrDouble.optional(id, "imageTag"), EcrDouble.optional(id, "imageDigest"));
    }

    /** A list without an image status is one of active images alone. */
    private static Stream<Manifest> filtered(Repository repository, JsonNode filter) {
        String tagged = filter.path("tagStatus").asText("ANY");
        String status = filter.path("imageStatus").asText("ACTIVE");
        return repository.manifests().stream()
                .filter(manifest -> matches(tagged, repository.tagsOf(manifest.digest())))
                .filter(manifest -> status.equals("ANY") || status.equals(status(repository, manifest)));
    }

    private static String status(Repository repository, Manifest manifest) {
        return repository.isArchived(manifest.digest()) ? "ARCHIVED" : "ACTIVE";
    }

    private static boolean matches(String status, List<String> tags) {
        return switch (status) {
            case "TAGGED" -> !tags.isEmpty();
            case "UNTAGGED" -> tags.isEmpty();
            default -> true;
        };
    }

    private AwsError imageNotFound(Repository repository, JsonNode id) {
        return new AwsError(
                400,
                "ImageNotFoundException",
                "The image with imageId {imageDigest:'%s', imageTag:'%s'} does not exist within the repository with name '%s' in the registry with id '%s'"
                        .formatted(
                                EcrDouble.optional(id, "imageDigest"),
                                EcrDouble.optional(id, "imageTag"),
                                repository.name(),
                                repositories.place().account()));
    }

    private static void fail(ArrayNode failures, JsonNode id, String code, String reason) {
        ObjectNode failure = failures.addObject();
        failure.set("imageId", id);
        failure.put("failureCode", code).put("failureReason", reason);
    }

    private static ObjectNode id(Manifest manifest, @Nullable String tag) {
        ObjectNode id = object().put("imageDigest", manifest.digest());
        return tag == null ? id : id.put("imageTag", tag);
    }

    static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
