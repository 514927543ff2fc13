package slipway.local.ecr;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image to push. The same spec is the same image, digest included.
 *
 * @param architectures more than one makes an index, for example {@code amd64, arm64}
 * @param labels of the image's configuration; {@code slipway.local.agent} says how its agent behaves
 * @param sizeBytes what the manifest claims its layer to have; 0 is what it has
 */
public record ImageSpec(List<String> architectures, Map<String, String> labels, long sizeBytes) {
    public ImageSpec {
        architectures = List.copyOf(architectures);
        labels = new TreeMap<>(labels);
    }

    /** What AgentCore runs. */
    public static ImageSpec arm64(Map<String, String> labels) {
        return new ImageSpec(List.of("arm64"), labels, 0);
    }
}
