package slipway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One thing that happens in a history. The seed decides all that is open about it, the faults of its calls included. */
record Step(Kind kind, long seed) {
    static final int FEWEST = 50;
    private static final int SPREAD = 31;

    /** As many as make a history, at least 50. */
    static List<Step> history(SplittableRandom random) {
        int many = FEWEST + random.nextInt(SPREAD);
        List<Step> steps = new ArrayList<>(many);
        for (int step = 0; step < many; step++) {
            steps.add(new Step(Kind.any(random), random.nextLong()));
        }
        return steps;
    }

    SplittableRandom random() {
        return new SplittableRandom(seed);
    }
}
