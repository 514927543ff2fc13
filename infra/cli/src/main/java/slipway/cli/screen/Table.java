package slipway.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns, each as wide as its widest cell. */
public final class Table {
    private static final String GAP = "  ";

    /** A cell's text, fit for a terminal, and its tone. */
    public record Cell(Tone tone, String text) {
        public static Cell of(String text) {
            return new Cell(Tone.PLAIN, text);
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings).stream().map(h -> new Cell(Tone.FAINT, h)).toList());
    }

    public void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    public void print(Screen screen) {
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                var cell = row.get(column);
                var gap = column == row.size() - 1
                        ? ""
                        : " ".repeat(width(column) - cell.text().length()) + GAP;
                line.append(screen.paint(cell.tone(), cell.text())).append(gap);
            }
            screen.line(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return IntStream.range(0, rows.size())
                .map(row -> rows.get(row).get(column).text().length())
                .max()
                .orElse(0);
    }
}
