package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What an endpoint serves.
 *
 * @param version that it serves; empty until it was READY once
 * @param wanted the version that it is to serve
 * @param image of the version that it serves, or is to serve where it serves none; empty for an artifact in S3
 */
public record Serving(
        String runtimeId,
        String runtime,
        String endpoint,
        String status,
        Optional<Integer> version,
        int wanted,
        Optional<String> image) {

    static Serving of(RuntimeState runtime, EndpointState endpoint) {
        Optional<Integer> live = Optional.ofNullable(endpoint.liveVersion());
        return new Serving(
                runtime.id(),
                runtime.name(),
                endpoint.name(),
                endpoint.status().name(),
                live,
                endpoint.targetVersion(),
                Optional.ofNullable(runtime.versions().get(live.orElse(endpoint.targetVersion())))
                        .flatMap(version -> image(version.document())));
    }

    private static Optional<String> image(ObjectNode document) {
        String uri = document.at("/agentRuntimeArtifact/containerConfiguration/containerUri")
                .asText();
        return uri.isEmpty() ? Optional.empty() : Optional.of(uri);
    }
}
