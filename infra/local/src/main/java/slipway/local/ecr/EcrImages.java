package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.Images;

/** The images of the local ECR, as AgentCore looks at them. */
public final class EcrImages implements Images {
    private final Repositories repositories;

    public EcrImages(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Optional<Image> find(String repository, @Nullable String tag, @Nullable String digest) {
        return repositories.find(repository).flatMap(found -> {
            // A digest beside a tag decides alone: the tag may have moved on.
            Optional<Manifest> manifest = found.find(digest == null ? tag : null, digest);
            return manifest.filter(one -> !found.isArchived(one.digest())).map(one -> image(found, one));
        });
    }

    private static Image image(Repository repository, Manifest manifest) {
        List<JsonNode> configurations = configurations(repository, manifest);
        Set<String> architectures = new TreeSet<>();
        configurations.forEach(configuration ->
                architectures.add(configuration.path("architecture").asText()));
        Map<String, String> labels = new LinkedHashMap<>();
        // AgentCore runs arm64: those labels count, where platforms differ.
        configurations.stream()
                .sorted(Comparator.comparing(
                        one -> one.path("architecture").asText().equals("arm64")))
                .forEach(one -> one.at("/config/Labels")
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText())));
        return new Image(manifest.digest(), repository.size(manifest), architectures, labels);
    }

    private static List<JsonNode> configurations(Repository repository, Manifest manifest) {
        if (!manifest.isIndex()) {
            byte[] bytes = repository.blob(manifest.configDigest()).orElse("{}".getBytes(UTF_8));
            return List.of(Manifest.read(bytes));
        }
        return manifest.children().stream()
                .flatMap(child -> repository.find(null, child.path("digest").asText()).stream())
                .flatMap(child -> configurations(repository, child).stream())
                .toList();
    }
}
