package slipway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of what {@code scripts/synth.sh} wrote, to be changed before it is deployed. */
final class Blueprint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "manifest.json";

    private final Path folder;

    private Blueprint(Path folder) {
        this.folder = folder;
    }

    static Blueprint into(Path folder) {
        if (!Files.isRegularFile(Person.ASSEMBLY.resolve(MANIFEST))) {
            throw new IllegalStateException(
                    "There is no assembly in " + Person.ASSEMBLY + ": run scripts/synth.sh first");
        }
        try (Stream<Path> files = Files.list(Person.ASSEMBLY)) {
            for (var file : files.toList()) {
                var copy = folder.resolve(file.getFileName());
                if (file.toString().endsWith(".json")) {
                    Files.copy(file, copy);
                } else {
                    Files.createSymbolicLink(copy, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Blueprint(folder);
    }

    Path folder() {
        return folder;
    }

    /** What a change is made to. */
    @FunctionalInterface
    interface Change {
        void to(ObjectNode properties);
    }

    /** Changes the one resource of a type whose property is this text. */
    Blueprint change(String template, String type, String property, String text, Change change) {
        var file = folder.resolve(template + ".template.json");
        var document = read(file);
        var found = document.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> (ObjectNode) resource.path("Properties"))
                .filter(properties -> properties.path(property).asText().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No %s has the %s %s".formatted(type, property, text)));
        change.to(found);
        write(file, document);
        return this;
    }

    /** Changes all resources of a type. */
    Blueprint changeAll(String template, String type, Change change) {
        var file = folder.resolve(template + ".template.json");
        var document = read(file);
        document.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .forEach(resource -> change.to((ObjectNode) resource.path("Properties")));
        write(file, document);
        return this;
    }

    /** Adds a resource to a template. JSON is written with single quotes. */
    Blueprint add(String template, String id, String resource) {
        var file = folder.resolve(template + ".template.json");
        var document = read(file);
        document.withObjectProperty("Resources").set(id, parse(resource));
        write(file, document);
        return this;
    }

    /** Adds a stack of its own. */
    Blueprint stack(String name, Map<String, String> resources) {
        var manifest = read(folder.resolve(MANIFEST));
        manifest.withObjectProperty("artifacts")
                .putObject(name)
                .put("type", "aws:cloudformation:stack")
                .putObject("properties")
                .put("stackName", name)
                .put("templateFile", name + ".template.json");
        write(folder.resolve(MANIFEST), manifest);
        var template = JSON.createObjectNode();
        var made = template.putObject("Resources");
        resources.forEach((id, resource) -> made.set(id, parse(resource)));
        write(folder.resolve(name + ".template.json"), template);
        return this;
    }

    /** Adds a stack that gives a role a policy in line, in place of the one of that name. */
    Blueprint policy(String stack, String role, String name, String... statements) {
        return stack(stack, Map.of("Policy", """
                {'Type': 'AWS::IAM::Policy', 'Properties': {'PolicyName': '%s', 'Roles': ['%s'],
                 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [%s]}}}""".formatted(name, role, String.join(",", statements))));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
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

    private static void write(Path file, JsonNode document) {
        try {
            JSON.writeValue(file.toFile(), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
