package slipway.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/** Which platforms an image is built for: an index lists them, a single image says so in its configuration. */
final class EcrPlatforms {
    private static final String[] MANIFEST_TYPES = {
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json"
    };
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_CONFIGURATION = 4 * 1024 * 1024;
    private static final int OK = 200;
    /** As in Go's GOOS and GOARCH. Whoever pushes an image writes them, and what they wrote stands in a record. */
    private static final Pattern WORD = Pattern.compile("[a-z0-9]{1,32}");

    private final EcrClient ecr;
    private final SdkHttpClient http;

    EcrPlatforms(EcrClient ecr, SdkHttpClient http) {
        this.ecr = ecr;
        this.http = http;
    }

    /**
     * What an image is built for.
     *
     * @param arm64 of an index, the image that AgentCore runs; ECR tells no size for the index itself
     */
    record Built(Set<String> platforms, Optional<Digest> arm64) {}

    Built of(Image image) {
        try {
            var platforms = new TreeSet<String>();
            var arm64 = Optional.<Digest>empty();
            for (var found : manifests(image).images()) {
                var manifest = JSON.readTree(found.imageManifest());
                addPlatforms(image, manifest, platforms);
                arm64 = arm64.or(() -> child(manifest));
            }
            return new Built(platforms, arm64);
        } catch (JsonProcessingException | InvalidImage noImage) {
            // Whatever this is, it is built for no platform.
            return new Built(Set.of(), Optional.empty());
        } catch (IOException unanswered) {
            throw SdkClientException.create("ECR's storage did not answer", unanswered);
        }
    }

    private BatchGetImageResponse manifests(Image image) {
        return ecr.batchGetImage(
                request -> request.registryId(image.repository().account())
                        .repositoryName(image.repository().name())
                        .acceptedMediaTypes(MANIFEST_TYPES)
                        .imageIds(ImageIdentifier.builder()
                                .imageDigest(image.digest().value())
                                .build()));
    }

    private void addPlatforms(Image image, JsonNode manifest, Set<String> platforms) throws IOException {
        for (var child : manifest.path("manifests")) {
            add(child.path("platform"), platforms);
        }
        var configuration = manifest.path("config").path("digest").textValue();
        if (configuration != null) {
            add(JSON.readTree(blob(image, configuration)), platforms);
        }
    }

    private static Optional<Digest> child(JsonNode manifest) {
        for (var child : manifest.path("manifests")) {
            var platform = child.path("platform");
            if (platform.path("architecture").asText("").equals("arm64")
                    && platform.path("os").asText("").equals("linux")) {
                return Optional.of(new Digest(child.path("digest").asText()));
            }
        }
        return Optional.empty();
    }

    /** An attestation in an index calls its platform unknown/unknown, which asks for nothing. */
    private static void add(JsonNode platform, Set<String> platforms) {
        var system = platform.path("os").asText("");
        var architecture = platform.path("architecture").asText("");
        var named = WORD.matcher(system).matches() && WORD.matcher(architecture).matches();
        if (named && !architecture.equals("unknown")) {
            platforms.add(system + "/" + architecture);
        }
    }

    private byte[] blob(Image image, String digest) throws IOException {
        var download = ecr.getDownloadUrlForLayer(
                request -> request.registryId(image.repository().account())
                        .repositoryName(image.repository().name())
                        .layerDigest(digest));
        var get = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(download.downloadUrl()))
                .build();
        var response = http.prepareRequest(
                        HttpExecuteRequest.builder().request(get).build())
                .call();
        try (var body =
                response.responseBody().isPresent() ? response.responseBody().get() : InputStream.nullInputStream()) {
            var status = response.httpResponse().statusCode();
            if (status != OK) {
                throw new IOException("ECR's storage answered %d for the image's configuration".formatted(status));
            }
            return body.readNBytes(LARGEST_CONFIGURATION);
        }
    }
}
