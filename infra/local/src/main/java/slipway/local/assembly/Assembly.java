package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What {@code cdk synth} wrote: the stacks, and the files that they deploy. */
public final class Assembly {
    private static final String STACK = "aws:cloudformation:stack";
    private static final String ASSETS = "cdk:asset-manifest";
    private static final String NESTED = "cdk:cloud-assembly";

    private final Map<String, StackArtifact> stacks;
    private final Map<String, Path> assets;

    private Assembly(Map<String, StackArtifact> stacks, Map<String, Path> assets) {
        this.stacks = Collections.unmodifiableMap(stacks);
        this.assets = Map.copyOf(assets);
    }

    /** @param folder a {@code cdk.out}, with its {@code manifest.json} */
    public static Assembly load(Path folder) {
        ObjectNode artifacts = Json.read(folder.resolve("manifest.json")).withObjectProperty("artifacts");
        Map<String, StackArtifact> stacks = new LinkedHashMap<>();
        Map<String, Path> assets = new LinkedHashMap<>();
        artifacts.properties().forEach(artifact -> {
            String type = artifact.getValue().path("type").asText();
            JsonNode properties = artifact.getValue().path("properties");
            if (type.equals(STACK)) {
                StackArtifact stack = stack(folder, artifact.getKey(), artifacts);
                stacks.put(stack.stackName(), stack);
            } else if (type.equals(ASSETS)) {
                assets.putAll(assets(folder, properties.path("file").asText()));
            } else if (type.equals(NESTED)) {
                throw new IllegalArgumentException("The local cloud does not know nested assemblies, as the CDK's"
                        + " stages make them: " + artifact.getKey());
            }
        });
        return new Assembly(stacks, assets);
    }

    /** The stacks in the order in which they can be deployed. */
    public List<StackArtifact> stacks() {
        Map<String, List<String>> dependencies = new LinkedHashMap<>();
        stacks.values().forEach(stack -> dependencies.put(stack.stackName(), stack.dependencies()));
        return Order.of(dependencies).stream()
                .flatMap(name -> Stream.ofNullable(stacks.get(name)))
                .toList();
    }

    public StackArtifact stack(String stackName) {
        StackArtifact stack = stacks.get(stackName);
        if (stack == null) {
            throw new IllegalArgumentException(
                    "The assembly has no stack '%s'; it has %s".formatted(stackName, stacks.keySet()));
        }
        return stack;
    }

    /** The file or folder that the CDK would upload under this S3 key. */
    public Path asset(String objectKey) {
        Path path = assets.get(objectKey);
        if (path == null) {
            throw new IllegalArgumentException("The assembly has no asset with the key '" + objectKey + "'");
        }
        return path;
    }

    private static StackArtifact stack(Path folder, String id, JsonNode artifacts) {
        JsonNode artifact = artifacts.path(id);
        List<String> dependencies = StreamSupport.stream(
                        artifact.path("dependencies").spliterator(), false)
                .map(JsonNode::asText)
                .filter(other -> artifacts.path(other).path("type").asText().equals(STACK))
                .map(other -> stackName(other, artifacts))
                .toList();
        Path template =
                folder.resolve(artifact.path("properties").path("templateFile").asText());
        Map<String, String> tags = new TreeMap<>();
        artifact.at("/properties/tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return new StackArtifact(id, stackName(id, artifacts), Json.read(template), tags, dependencies);
    }

    private static String stackName(String id, JsonNode artifacts) {
        return artifacts.path(id).path("properties").path("stackName").asText(id);
    }

    private static Map<String, Path> assets(Path folder, String file) {
        Map<String, Path> assets = new LinkedHashMap<>();
        for (JsonNode asset : Json.read(folder.resolve(file)).path("files")) {
            List<String> keys = new ArrayList<>();
            asset.path("destinations")
                    .forEach(place -> keys.add(place.path("objectKey").asText()));
            JsonNode source = asset.path("source").path("path");
            if (!source.isTextual()) {
                throw new IllegalArgumentException(
                        "The local cloud knows no assets but files and folders: " + keys + " in " + file);
            }
            keys.forEach(key -> assets.put(key, folder.resolve(source.asText())));
        }
        return assets;
    }
}
