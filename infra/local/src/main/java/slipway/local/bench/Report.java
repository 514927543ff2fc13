package slipway.local.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import slipway.local.json.Json;

/** The figures as a table and as JSON. */
final class Report {
    private Report() {}

    /** Those that missed their goal come first. */
    static void print(List<Figure> figures, PrintStream out) {
        out.printf(Locale.ROOT, "%n%-52s %10s %10s %10s %7s  %s%n", "", "goal", "floor", "measured", "ratio", "spread");
        List<Figure> missed = figures.stream().filter(figure -> !figure.met()).toList();
        List<Figure> met = figures.stream().filter(Figure::met).toList();
        missed.forEach(figure -> print(figure, "missed", out));
        met.forEach(figure -> print(figure, "", out));
    }

    private static void print(Figure figure, String verdict, PrintStream out) {
        Spread measured = figure.measured();
        String spread = measured.least() == measured.most()
                ? ""
                : "%s to %s".formatted(shown(measured.least()), shown(measured.most()));
        String line = String.format(
                Locale.ROOT,
                "%-52s %10s %10s %10s %7s  %s  %s",
                figure.name() + ", " + figure.unit(),
                shown(figure.goal()),
                shown(figure.floor()),
                shown(measured.median()),
                shown(figure.ratio()),
                spread,
                verdict);
        out.println(line.stripTrailing());
    }

    private static String shown(OptionalDouble value) {
        return value.isPresent() ? shown(value.getAsDouble()) : "";
    }

    /** Four digits, whatever the size. */
    private static String shown(double value) {
        if (value != 0 && Math.abs(value) < 0.01) {
            return String.format(Locale.ROOT, "%.6f", value);
        }
        return Math.abs(value) < 100
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%.0f", value);
    }

    static void write(List<Figure> figures, Path file) throws IOException {
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (Figure figure : figures) {
            ObjectNode line = all.addObject().put("name", figure.name()).put("unit", figure.unit());
            put(line, "goal", figure.goal());
            put(line, "floor", figure.floor());
            line.put("measured", figure.measured().median());
            line.put("least", figure.measured().least())
                    .put("most", figure.measured().most());
            put(line, "ratio", figure.ratio());
            line.put("met", figure.met());
        }
        Files.writeString(file, all.toPrettyString() + "\n");
    }

    private static void put(ObjectNode line, String member, OptionalDouble value) {
        if (value.isPresent()) {
            line.put(member, value.getAsDouble());
        } else {
            line.putNull(member);
        }
    }
}
