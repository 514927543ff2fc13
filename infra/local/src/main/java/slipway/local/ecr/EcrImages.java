package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.Images;
import slipway.local.agentcore.process.Bundle;
import slipway.local.agentcore.process.Layer;

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

    private record Platform(Manifest manifest, JsonNode configuration) {
        String architecture() {
            return configuration.path("architecture").asText();
        }
    }

    private static Image image(Repository repository, Manifest manifest) {
        List<Platform> platforms = platforms(repository, manifest)
                // AgentCore runs arm64: that one counts, where platforms differ.
                .sorted(Comparator.comparing(one -> one.architecture().equals("arm64")))
                .toList();
        Set<String> architectures = new TreeSet<>();
        Map<String, String> labels = new LinkedHashMap<>();
        Bundle bundle = Bundle.NONE;
        for (Platform platform : platforms) {
            architectures.add(platform.architecture());
            labels.putAll(strings(platform.configuration().at("/config/Labels")));
            bundle = bundle(repository, platform);
        }
        return new Image(manifest.digest(), repository.size(manifest), architectures, labels, bundle);
    }

    private static Stream<Platform> platforms(Repository repository, Manifest manifest) {
        if (!manifest.isIndex()) {
            byte[] bytes = repository.blob(manifest.configDigest()).orElse("{}".getBytes(UTF_8));
            return Stream.of(new Platform(manifest, Manifest.read(bytes)));
        }
        return manifest.children().stream()
                .flatMap(child -> repository.find(null, child.path("digest").asText()).stream())
                .flatMap(child -> platforms(repository, child));
    }

    private static Bundle bundle(Repository repository, Platform platform) {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : platform.manifest().json().path("layers")) {
            String digest = layer.path("digest").asText();
            layers.add(new Layer(digest, layer.path("mediaType").asText(), () -> open(repository, digest)));
        }
        JsonNode config = platform.configuration().path("config");
        List<String> command = new ArrayList<>();
        config.path("Entrypoint").forEach(part -> command.add(part.asText()));
        config.path("Cmd").forEach(part -> command.add(part.asText()));
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode variable : config.path("Env")) {
            String[] pair = variable.asText().split("=", 2);
            environment.put(pair[0], pair.length == 1 ? "" : pair[1]);
        }
        return new Bundle(layers, command, config.path("WorkingDir").asText(), environment);
    }

    private static InputStream open(Repository repository, String digest) throws IOException {
        return new ByteArrayInputStream(repository
                .blob(digest)
                .orElseThrow(
                        () -> new IOException("The layer %s is not in the repository any more".formatted(digest))));
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(
                        member -> strings.put(member.getKey(), member.getValue().asText()));
        return strings;
    }
}
