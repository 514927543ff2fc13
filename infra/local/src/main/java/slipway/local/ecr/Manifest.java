package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** A pushed manifest or index, as it was sent; its digest is that of these bytes. */
record Manifest(String digest, byte[] bytes, String mediaType, JsonNode json, Instant pushedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Manifest of(byte[] bytes, @Nullable String mediaType, Instant now) {
        JsonNode json = read(bytes);
        String type = json.path("mediaType").asText(mediaType == null ? "" : mediaType);
        if (type.isEmpty() || !(json.has("config") || json.has("manifests"))) {
            throw new AwsError(400, "InvalidParameterException", "Not an image manifest that is known here");
        }
        return new Manifest(Digests.of(bytes), bytes, type, json, now);
    }

    static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new AwsError(400, "InvalidParameterException", "The manifest is not JSON");
        }
    }

    boolean isIndex() {
        return json.has("manifests");
    }

    /** What an index lists. */
    List<JsonNode> children() {
        List<JsonNode> children = new ArrayList<>();
        json.path("manifests").forEach(children::add);
        return children;
    }

    String configDigest() {
        return json.at("/config/digest").asText();
    }

    /** Empty for an index. */
    String artifactMediaType() {
        return json.path("artifactType").asText(json.at("/config/mediaType").asText());
    }

    /** The digests of the blobs that it needs. */
    List<String> blobs() {
        List<String> blobs = new ArrayList<>();
        if (!isIndex()) {
            blobs.add(configDigest());
            json.path("layers").forEach(layer -> blobs.add(layer.path("digest").asText()));
        }
        return blobs;
    }

    /** What it says its layers have, configuration included. */
    long size() {
        long size = json.at("/config/size").asLong();
        for (JsonNode layer : json.path("layers")) {
            size += layer.path("size").asLong();
        }
        return size;
    }
}
