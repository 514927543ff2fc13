package slipway.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One folder below {@code events/}: a schema, and samples of what it lets through and what not. */
public record EventFolder(Path path) {
    public static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    public static Path root() {
        return Path.of(System.getProperty("slipway.root"), "events");
    }

    public static List<EventFolder> all() {
        try (var children = Files.list(root())) {
            return children.filter(Files::isDirectory)
                    .sorted()
                    .map(EventFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static EventFolder named(String name) {
        return new EventFolder(root().resolve(name));
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return path.getFileName().toString();
    }

    public JsonNode schema() {
        return json(path.resolve("schema.json"));
    }

    /** The samples in a folder and below it; none if the folder is not there. */
    public List<Path> samples(String folder) {
        var start = path.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (var files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Error> problems(Path sample) {
        return problems(text(sample));
    }

    /** What the schema finds wrong with a document. */
    public List<Error> problems(String document) {
        return SCHEMAS.getSchema(text(path.resolve("schema.json"))).validate(document, InputFormat.JSON);
    }

    @Override
    public String toString() {
        return name();
    }
}
