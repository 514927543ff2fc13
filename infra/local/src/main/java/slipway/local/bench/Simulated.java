package slipway.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import slipway.local.json.Json;

/**
 * What the functions' own module measures: their code over services with the documented rates, in virtual time, in a
 * process of its own. It prints a figure as a line of JSON, and anything else for people.
 */
final class Simulated {
    private static final String MAIN = "slipway.bench.Bench";

    private final String classpath;
    private final Path root;
    private final PrintStream out;

    /** @param classpath of the functions and their tests */
    Simulated(String classpath, Path root, PrintStream out) {
        this.classpath = classpath;
        this.root = root;
        this.out = out;
    }

    /** @param runs each with a seed of its own */
    List<Figure> measure(String name, int runs) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Dslipway.root=" + root,
                        "-cp",
                        classpath,
                        MAIN,
                        name,
                        String.valueOf(runs))
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Figure> figures = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    figures.add(figure(Json.read(line)));
                } else {
                    out.println(line);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " was not measured: what it printed says why");
        }
        return figures;
    }

    static Figure figure(JsonNode line) {
        String name = line.path("name").asText();
        String unit = line.path("unit").asText();
        List<Double> measured = numbers(line.path("measured"));
        if (line.has("floor")) {
            return Figure.against(name, unit, line.path("times").asDouble(), numbers(line.path("floor")), measured);
        }
        return line.has("most")
                ? Figure.atMost(name, unit, line.path("most").asDouble(), Spread.of(measured))
                : Figure.told(name, unit, Spread.of(measured));
    }

    private static List<Double> numbers(JsonNode array) {
        return array.valueStream().map(JsonNode::asDouble).toList();
    }
}
