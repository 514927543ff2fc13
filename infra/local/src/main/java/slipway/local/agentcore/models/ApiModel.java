package slipway.local.agentcore.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One API model as AWS publishes it for botocore: operations and shapes. */
final class ApiModel {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode shapes;
    private final List<ApiOperation> operations = new ArrayList<>();

    private ApiModel(JsonNode model) {
        this.shapes = model.path("shapes");
        model.path("operations").forEach(operation -> operations.add(ApiOperation.of(operation)));
    }

    static ApiModel read(Path file) {
        try {
            JsonNode model = JSON.readTree(file.toFile());
            if (!model.at("/metadata/protocol").asText().equals("rest-json")) {
                throw new IllegalArgumentException(file + " is not a rest-json API model");
            }
            return new ApiModel(model);
        } catch (IOException e) {
            throw new UncheckedIOException("The API model " + file + " cannot be read", e);
        }
    }

    List<ApiOperation> operations() {
        return operations;
    }

    /** An operation and the labels that the path gave it. */
    record Found(ApiOperation operation, Map<String, String> labels) {}

    Optional<Found> find(String method, String path) {
        return operations.stream()
                .flatMap(one -> one.match(method, path).map(labels -> new Found(one, labels)).stream())
                .findFirst();
    }

    /** The shape by its name; a missing object for none. */
    JsonNode shape(String name) {
        return shapes.path(name);
    }
}
