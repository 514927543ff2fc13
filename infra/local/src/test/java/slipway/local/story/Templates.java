package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The synthesized assembly, and a copy of it that a test may spoil. */
final class Templates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<Path, ObjectNode> byFile = new LinkedHashMap<>();

    private Templates(Path folder) {
        this.folder = folder;
        files(folder)
                .filter(file -> file.toString().endsWith(".template.json"))
                .forEach(file -> byFile.put(file, read(file)));
    }

    /** What {@code scripts/synth.sh} wrote, or the assembly that a proof has put in its place. */
    static Templates synthesized() {
        Path synthesized = Path.of(System.getProperty("slipway.root"), "infra", "cdk", "target", "cdk.out");
        Path folder = Path.of(System.getProperty("slipway.assembly", synthesized.toString()));
        if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
            throw new IllegalStateException("There is no assembly in " + folder + ": run scripts/synth.sh first");
        }
        return new Templates(folder);
    }

    /** The same in another folder; what is deployed but not JSON is the same file. */
    Templates copy(Path to) {
        files(folder).forEach(file -> {
            Path copied = to.resolve(file.getFileName());
            try {
                if (file.toString().endsWith(".json")) {
                    Files.copy(file, copied);
                } else {
                    Files.createSymbolicLink(copied, file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Templates(to);
    }

    Path folder() {
        return folder;
    }

    /** The resources of a type by their logical names. */
    Map<String, ObjectNode> resources(String... types) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        for (ObjectNode template : byFile.values()) {
            template.path("Resources").properties().forEach(resource -> {
                if (Set.of(types).contains(resource.getValue().path("Type").asText())) {
                    found.put(resource.getKey(), (ObjectNode) resource.getValue());
                }
            });
        }
        return found;
    }

    /** The properties of the one resource of the type whose property is this text. */
    ObjectNode properties(String type, String property, String text) {
        return resources(type).values().stream()
                .map(resource -> resource.withObjectProperty("Properties"))
                .filter(properties -> properties.path(property).asText().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No %s has the %s %s".formatted(type, property, text)));
    }

    /** Removes the declarations of all targets but the one whose parameter's name ends so. */
    void removeDeclarationsBut(String end) {
        byFile.values()
                .forEach(template -> template.withObjectProperty("Resources")
                        .removeIf(resource -> isDeclaration(resource)
                                && !resource.at("/Properties/Name").asText().endsWith(end)));
    }

    private static boolean isDeclaration(JsonNode resource) {
        return resource.path("Type").asText().equals("AWS::SSM::Parameter")
                && resource.at("/Properties/Name").asText().contains("/targets/");
    }

    /** Writes what was changed. */
    void save() {
        byFile.forEach((file, template) -> {
            try {
                JSON.writeValue(file.toFile(), template);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            return (ObjectNode) JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
