package slipway.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.local.assembly.Assembly;
import slipway.local.bench.ColdStart.Started;
import slipway.local.json.Json;

/** Every function of the template against a handler that builds the same clients, and against one that builds none. */
final class ColdStarts {
    private static final double TO_CLIENTS = 1.5;
    private static final double TO_BARE = 3;
    private static final String CLIENTS = "slipway.bench.ClientsHandler::handleRequest";
    private static final String CONTROL_PLANE = "slipway-local-control-plane";
    private static final String BARE = "slipway.bench.BareHandler::handleRequest";

    private final ColdStart coldStart;
    private final Path events;
    private final PrintStream out;

    ColdStarts(Path task, Path events, PrintStream out) {
        this.coldStart = new ColdStart(task);
        this.events = events;
        this.out = out;
    }

    /** What was measured of one function, run by run. */
    private record Runs(List<Double> own, List<Double> clients, List<Double> bare) {
        Runs() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** The three of one function in turn, so that a machine whose speed drifts slows all of them. */
    List<Figure> measure(Assembly assembly, int runs) throws IOException, InterruptedException {
        Map<String, Started> functions = functions(assembly);
        Map<String, String> clients = new LinkedHashMap<>();
        for (Map.Entry<String, Started> function : functions.entrySet()) {
            clients.put(function.getKey(), coldStart.clients(function.getValue()));
            out.printf("  %s builds clients of %s%n", function.getKey(), clients.get(function.getKey()));
        }
        Map<String, Runs> measured = new LinkedHashMap<>();
        for (int run = 1; run <= runs; run++) {
            for (Map.Entry<String, Started> function : functions.entrySet()) {
                Started own = function.getValue();
                Runs all = measured.computeIfAbsent(function.getKey(), name -> new Runs());
                all.own().add(coldStart.millis(own));
                all.clients()
                        .add(coldStart.millis(new Started(
                                CLIENTS,
                                own.memory(),
                                Map.of("BENCH_CLIENTS", clients.get(function.getKey())),
                                own.event())));
                all.bare().add(coldStart.millis(new Started(BARE, own.memory(), Map.of(), own.event())));
            }
            out.printf("  cold starts: run %d of %d%n", run, runs);
        }
        List<Figure> figures = new ArrayList<>();
        measured.forEach((name, all) -> {
            figures.add(Figure.against("cold start of " + name, "ms", TO_CLIENTS, all.clients(), all.own()));
            figures.add(
                    Figure.against("cold start of " + name + " to a bare one", "ms", TO_BARE, all.bare(), all.own()));
        });
        return figures;
    }

    private Map<String, Started> functions(Assembly assembly) throws IOException {
        Map<String, Started> functions = new TreeMap<>();
        for (JsonNode resource : assembly.stack(CONTROL_PLANE).template().path("Resources")) {
            if (resource.path("Type").asText().equals("AWS::Lambda::Function")) {
                JsonNode properties = resource.path("Properties");
                String name = properties.path("FunctionName").asText().replace("slipway-local-", "");
                functions.put(
                        name,
                        new Started(
                                properties.path("Handler").asText(),
                                properties.path("MemorySize").asInt(),
                                environment(properties),
                                event(name)));
            }
        }
        return functions;
    }

    /** Values that only a deployment knows are stood for by some text. */
    private static Map<String, String> environment(JsonNode properties) {
        Map<String, String> environment = new TreeMap<>();
        properties
                .at("/Environment/Variables")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(),
                        variable.getValue().isTextual() ? variable.getValue().asText() : "known-later"));
        return environment;
    }

    /** The first of its samples; a function that AWS sends no event gets an empty request, which it refuses. */
    private String event(String name) throws IOException {
        Path samples = events.resolve(name).resolve("accepted");
        if (!Files.isDirectory(samples)) {
            return "{}";
        }
        try (Stream<Path> files = Files.list(samples)) {
            String sample = Files.readString(files.sorted().findFirst().orElseThrow());
            return name.equals("image-pushed") ? queued(sample) : sample;
        }
    }

    private static String queued(String event) {
        JsonNode batch = Json.object()
                .set(
                        "Records",
                        Json.MAPPER
                                .createArrayNode()
                                .add(Json.object().put("messageId", "1").put("body", event)));
        return batch.toString();
    }
}
