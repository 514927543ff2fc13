package slipway.bench;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Measures by name: prints what people read as it is, and each figure as a line of JSON. */
public final class Bench {
    private static final List<Integer> SIZES = List.of(100, 300, 1000);
    private static final int TARGETS = 100;
    private static final int PUSHES = 1000;

    private Bench() {}

    /** Of {@code sweep}, {@code storm} or {@code scale}; then how many seeds. */
    public static void main(String[] arguments) {
        Configurator.setRootLevel(Level.OFF);
        Quotas quotas = Quotas.load();
        int seeds = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "sweep" ->
                SIZES.stream()
                        .flatMap(size -> new SweepBench(quotas).measure(size, seeds).stream())
                        .forEach(Bench::print);
            case "storm" ->
                new StormBench(quotas).measure(TARGETS, PUSHES, seeds).forEach(Bench::print);
            case "scale" -> new ScaleBench(quotas).measure().forEach(Bench::print);
            default -> throw new IllegalArgumentException("measures sweep, storm and scale, not " + arguments[0]);
        }
    }

    private static void print(Line line) {
        System.out.println(line.json());
    }
}
