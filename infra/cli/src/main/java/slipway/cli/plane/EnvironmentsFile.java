package slipway.cli.plane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;

/** {@code infra/environments.json}. The CDK app checks it whole; here only what says where a control plane is. */
public final class EnvironmentsFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> FORMS =
            Map.of("account", "[0-9]{12}", "region", "[a-z]{2}(-[a-z]+)+-[0-9]", "prefix", "[a-z][a-z0-9]{0,15}");

    private final Path file;
    private final JsonNode environments;

    private EnvironmentsFile(Path file, JsonNode environments) {
        this.file = file;
        this.environments = environments;
    }

    /** Reads the file. */
    public static EnvironmentsFile read(Path file) {
        try {
            return new EnvironmentsFile(file, JSON.readTree(Files.readString(file)));
        } catch (JsonProcessingException broken) {
            throw wrong("%s is not JSON: it breaks at line %d"
                    .formatted(file, broken.getLocation().getLineNr()));
        } catch (IOException unreadable) {
            throw wrong("cannot read %s: run the command from a checkout of the project".formatted(file));
        }
    }

    /** The names of all environments, in the file's order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        environments.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public Environment get(String name) {
        JsonNode environment = environments.path(name);
        if (!environment.isObject()) {
            throw wrong("--env: there is no environment '%s'; write one of: %s"
                    .formatted(name, String.join(", ", names())));
        }
        List<String> problems = FORMS.entrySet().stream()
                .filter(form -> !environment.path(form.getKey()).asText().matches(form.getValue()))
                .map(form -> "%s.%s: write a text that matches %s".formatted(name, form.getKey(), form.getValue()))
                .sorted()
                .toList();
        if (!problems.isEmpty()) {
            throw wrong(file + ": " + String.join("; ", problems));
        }
        return new Environment(
                name,
                environment.get("account").asText(),
                environment.get("region").asText(),
                environment.get("prefix").asText(),
                !environment.path("operatorEntry").asText().equals("private"));
    }

    private static Failure wrong(String message) {
        return new Failure(Exit.WRONG_USAGE, message);
    }
}
