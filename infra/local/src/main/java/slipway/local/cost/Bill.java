package slipway.local.cost;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import slipway.local.cost.Prices.Price;

/**
 * What something costs, line by line, the dearest first.
 *
 * @param of what was counted
 */
public record Bill(String of, List<Line> lines) {

    /** So many units of something at its price. */
    public record Line(Price price, double amount) {
        public double usd() {
            return price.times(amount);
        }
    }

    /**
     * @param usage how many units were used, by the price's item
     * @throws IllegalArgumentException if something was used that has no price
     */
    public static Bill of(String what, Map<String, Double> usage, Prices prices) {
        return new Bill(
                what,
                usage.entrySet().stream()
                        .filter(used -> used.getValue() > 0)
                        .map(used -> new Line(prices.of(used.getKey()), used.getValue()))
                        .sorted(Comparator.comparingDouble(Line::usd).reversed())
                        .toList());
    }

    /** In US dollars. */
    public double total() {
        return lines.stream().mapToDouble(Line::usd).sum();
    }

    /** Prints the sums. */
    public void print(PrintStream out) {
        out.printf("%n%s: %.6f USD%n", of, total());
        lines.forEach(line -> out.printf(
                "  %9.6f  %s: %,.2f %s at %s USD for %,d%n",
                line.usd(),
                line.price().item(),
                line.amount(),
                line.price().unit(),
                line.price().usd(),
                line.price().of()));
    }
}
