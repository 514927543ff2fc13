package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/** How the control API takes layers, part by part in order. */
final class LayerOperations {
    private static final int PART = 20 * 1024 * 1024;

    private final Repositories repositories;
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();

    LayerOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    JsonNode check(Repository repository, ObjectNode input) {
        ObjectNode answer = Json.object();
        ArrayNode layers = answer.putArray("layers");
        answer.putArray("failures");
        for (String digest : EcrDouble.strings(input.path("layerDigests"))) {
            ObjectNode layer = layers.addObject().put("layerDigest", digest);
            repository
                    .blob(digest)
                    .ifPresentOrElse(
                            bytes -> layer.put("layerAvailability", "AVAILABLE").put("layerSize", bytes.length),
                            () -> layer.put("layerAvailability", "UNAVAILABLE"));
        }
        return answer;
    }

    JsonNode initiate(Repository repository, ObjectNode input) {
        String upload = UUID.randomUUID().toString();
        uploads.put(upload, new ByteArrayOutputStream());
        return Json.object().put("uploadId", upload).put("partSize", PART);
    }

    JsonNode upload(Repository repository, ObjectNode input) {
        String id = input.path("uploadId").asText();
        ByteArrayOutputStream content = started(id, repository);
        byte[] part = bytes(input);
        long first = input.path("partFirstByte").asLong(-1);
        if (first != content.size() || input.path("partLastByte").asLong() != first + part.length - 1) {
            throw new AwsError(
                    400,
                    "InvalidLayerPartException",
                    "Layer part must begin at byte %d and be as long as it says".formatted(content.size()));
        }
        content.writeBytes(part);
        return repositories.named(repository).put("uploadId", id).put("lastByteReceived", content.size() - 1);
    }

    JsonNode complete(Repository repository, ObjectNode input) {
        String id = input.path("uploadId").asText();
        byte[] content = started(id, repository).toByteArray();
        if (content.length == 0) {
            throw new AwsError(400, "EmptyUploadException", "No layer parts were uploaded");
        }
        String digest = Digests.of(content);
        if (!EcrDouble.strings(input.path("layerDigests")).contains(digest)) {
            throw new AwsError(400, "InvalidLayerException", "Layer has the digest " + digest + ", not what was said");
        }
        if (repository.blob(digest).isPresent()) {
            throw new AwsError(
                    400,
                    "LayerAlreadyExistsException",
                    "Layer with digest '%s' already exists in repository with name '%s'"
                            .formatted(digest, repository.name()));
        }
        uploads.remove(id);
        repository.blob(digest, content);
        return repositories.named(repository).put("uploadId", id).put("layerDigest", digest);
    }

    private ByteArrayOutputStream started(String id, Repository repository) {
        ByteArrayOutputStream content = uploads.get(id);
        if (content == null) {
            throw new AwsError(
                    400,
                    "UploadNotFoundException",
                    "Upload with id '%s' does not exist in repository with name '%s'".formatted(id, repository.name()));
        }
        return content;
    }

    private static byte[] bytes(ObjectNode input) {
        try {
            byte[] part = input.path("layerPartBlob").binaryValue();
            return part == null ? new byte[0] : part;
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "layerPartBlob is not Base64");
        }
    }
}
