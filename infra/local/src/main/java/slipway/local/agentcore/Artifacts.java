package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;

/** Finds the image that a document names, or refuses the document. What of an index is run, is an open question. */
final class Artifacts {
    private static final Pattern URI =
            Pattern.compile("([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/"
                    + "((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*)"
                    + "(?::([^:@]{1,300}))?(?:@(.+))?");
    private static final Set<String> NOT_FOREIGN = Set.of("arm64", "unknown", "");
    private static final long LARGEST = 2L * 1024 * 1024 * 1024;

    private final Place place;
    private final Images images;
    private final AgentCoreBehaviour behaviour;

    Artifacts(Place place, Images images, AgentCoreBehaviour behaviour) {
        this.place = place;
        this.images = images;
        this.behaviour = behaviour;
    }

    /** The image; null for code in S3. */
    Images.@Nullable Image image(JsonNode document) {
        JsonNode container = document.at("/agentRuntimeArtifact/containerConfiguration");
        return container.isObject() ? find(Rules.text(container, "containerUri")) : null;
    }

    private Images.Image find(String uri) {
        Rules.length("containerUri", uri, 1, 1024);
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            throw Faults.invalid("containerUri", "containerUri must name an image in ECR, not '" + uri + "'");
        }
        if (!place.account().equals(parts.group(1)) || !place.region().equals(parts.group(2))) {
            throw missing(uri);
        }
        Images.Image image =
                images.find(parts.group(3), tag(parts), parts.group(5)).orElseThrow(() -> missing(uri));
        if (image.sizeBytes() >= LARGEST) {
            throw Faults.invalid(
                    "The image '%s' has %d bytes; at most 2 GB can be run".formatted(uri, image.sizeBytes()));
        }
        return behaviour.isWorse(OpenQuestion.IMAGE_INDEX) ? any(image) : image;
    }

    /** Another one than for arm64, where there is another: that is the worst that can be picked. An attestation is none. */
    private static Images.Image any(Images.Image image) {
        return image.architectures().stream()
                .filter(architecture -> !NOT_FOREIGN.contains(architecture))
                .findFirst()
                .map(one -> new Images.Image(image.digest(), image.sizeBytes(), Set.of(one), image.labels()))
                .orElse(image);
    }

    /** What a session that starts now would run: where tags are resolved so late, one may have moved since the update. */
    Images.@Nullable Image atStart(VersionState version) {
        String uri = version.document()
                .at("/agentRuntimeArtifact/containerConfiguration/containerUri")
                .asText();
        boolean late = behaviour.isWorse(OpenQuestion.TAG) && !uri.isEmpty() && !uri.contains("@");
        return late ? image(version.document()) : version.image();
    }

    /**
     * The image of this digest, whatever the document's tag names by now.
     *
     * @throws slipway.local.edge.AwsError RuntimeClientError when it is not there any more
     */
    Images.Image pulled(JsonNode document, String digest) {
        Matcher parts = URI.matcher(document.at("/agentRuntimeArtifact/containerConfiguration/containerUri")
                .asText());
        return Optional.of(parts)
                .filter(Matcher::matches)
                .flatMap(uri -> images.find(uri.group(3), null, digest))
                .orElseThrow(() -> Faults.runtime(500));
    }

    /** A reference with neither tag nor digest means {@code latest}, as everywhere. */
    private static @Nullable String tag(Matcher parts) {
        return parts.group(4) == null && parts.group(5) == null ? "latest" : parts.group(4);
    }

    private static RuntimeException missing(String uri) {
        return Faults.invalid("The specified image identifier does not exist: " + uri);
    }
}
