package slipway.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of the table of budgets.
 *
 * @param unit of goal, floor and what was measured
 * @param goal the most that it may be; for a goal that is a ratio, that many times the floor; empty where nothing was promised
 * @param floor what it cannot be less than; empty where there is no such thing
 * @param measured over repeated runs
 * @param ratio of what was measured to the floor, and without one to the goal; empty where that is none at all
 */
record Figure(
        String name, String unit, OptionalDouble goal, OptionalDouble floor, Spread measured, OptionalDouble ratio) {

    /** Against the most that it may be. */
    static Figure of(String name, String unit, double goal, Spread measured) {
        return new Figure(
                name,
                unit,
                OptionalDouble.of(goal),
                OptionalDouble.empty(),
                measured,
                OptionalDouble.of(measured.median() / goal));
    }

    /** Nothing was promised of it. */
    static Figure told(String name, String unit, Spread measured) {
        return new Figure(name, unit, OptionalDouble.empty(), OptionalDouble.empty(), measured, OptionalDouble.empty());
    }

    /** Against the most that it may be in any of the runs; that may be none at all. */
    static Figure atMost(String name, String unit, double goal, Spread measured) {
        return new Figure(
                name,
                unit,
                OptionalDouble.of(goal),
                OptionalDouble.empty(),
                measured,
                goal == 0 ? OptionalDouble.empty() : OptionalDouble.of(measured.most() / goal));
    }

    /**
     * Against something else that was measured in turn with it: the ratio is the median of the pairs', which holds where the
     * machine's speed drifts.
     *
     * @param most how many times the floor it may be
     */
    static Figure against(String name, String unit, double most, List<Double> floor, List<Double> measured) {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < measured.size(); run++) {
            ratios.add(measured.get(run) / floor.get(run));
        }
        double least = Spread.of(floor).median();
        return new Figure(
                name,
                unit,
                OptionalDouble.of(most * least),
                OptionalDouble.of(least),
                Spread.of(measured),
                OptionalDouble.of(Spread.of(ratios).median()));
    }

    /** Whether it keeps what was promised; where nothing was, it does. */
    boolean met() {
        if (goal.isEmpty()) {
            return true;
        }
        if (ratio.isEmpty()) {
            return measured.most() <= goal.getAsDouble();
        }
        double times = floor.isPresent() ? goal.getAsDouble() / floor.getAsDouble() : 1;
        return ratio.getAsDouble() <= times;
    }
}
