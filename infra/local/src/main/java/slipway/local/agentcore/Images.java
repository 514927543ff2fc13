package slipway.local.agentcore;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.process.Bundle;

/** Where AgentCore finds the images that it is told to run. */
@FunctionalInterface
public interface Images {

    /**
     * The image behind a reference, if it is there. A digest decides; a tag beside it is only a name.
     *
     * @param repository without registry, for example {@code agents/support}
     */
    Optional<Image> find(String repository, @Nullable String tag, @Nullable String digest);

    /**
     * An image that can be run.
     *
     * @param digest of the manifest or index that the reference named
     * @param sizeBytes of its largest platform
     * @param architectures for example {@code arm64}
     * @param labels of the image's configuration
     * @param bundle what there is to run in it, of its arm64 platform where it has several
     */
    record Image(String digest, long sizeBytes, Set<String> architectures, Map<String, String> labels, Bundle bundle) {
        public Image {
            architectures = Set.copyOf(architectures);
            labels = Map.copyOf(labels);
        }

        /** An image with nothing in it to run. */
        public Image(String digest, long sizeBytes, Set<String> architectures, Map<String, String> labels) {
            this(digest, sizeBytes, architectures, labels, Bundle.NONE);
        }
    }
}
