package slipway.infra.environment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.problem.Problems;

/** Reads the environments file: all of it, so that a mistake in one environment shows before it is deployed. */
public final class Environments {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final SortedMap<String, Environment> environments;

    private Environments(SortedMap<String, Environment> environments) {
        this.environments = environments;
    }

    /**
     * Reads {@code file}.
     *
     * @throws IllegalArgumentException naming every problem of every environment
     */
    public static Environments read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static Environments parse(String file, String text) {
        var root = tree(file, text);
        var problems = new Problems();
        problems.unless(root.isObject() && !root.isEmpty(), "the file", root, "write one object per environment");
        var environments = new TreeMap<String, Environment>();
        root.properties()
                .forEach(entry -> environments.put(
                        entry.getKey(), new EnvironmentReader(entry.getKey(), entry.getValue(), problems).read()));
        problems.report(file);
        return new Environments(Collections.unmodifiableSortedMap(environments));
    }

    /** The environment called {@code name}. */
    public Environment get(String name) {
        var environment = environments.get(name);
        if (environment == null) {
            throw new IllegalArgumentException("no environment '" + name + "': the file has " + environments.keySet());
        }
        return environment;
    }

    private static JsonNode tree(String file, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getMessage(), e);
        }
    }
}
