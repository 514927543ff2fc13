package slipway.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One figure, seed by seed, as the benchmark's report takes it: a line of JSON.
 *
 * @param unit of what was measured, and of the floor
 * @param goal what it is held against
 */
record Line(String name, String unit, Goal goal, List<Double> measured) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is asked of a figure. */
    sealed interface Goal {
        /** At most so many times the floor of the same seed. */
        record TimesFloor(double times, List<Double> floor) implements Goal {}

        /** At most so many, with every seed. */
        record AtMost(double most) implements Goal {}

        /** Nothing: it is told. */
        record None() implements Goal {}
    }

    String json() {
        ObjectNode line = JSON.createObjectNode().put("name", name).put("unit", unit);
        put(line.putArray("measured"), measured);
        switch (goal) {
            case Goal.TimesFloor floor -> {
                line.put("times", floor.times());
                put(line.putArray("floor"), floor.floor());
            }
            case Goal.AtMost atMost -> line.put("most", atMost.most());
            case Goal.None _ -> {}
        }
        return line.toString();
    }

    private static void put(ArrayNode array, List<Double> values) {
        values.forEach(array::add);
    }
}
