package slipway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import slipway.target.TargetName;

/**
 * What happens to a control plane from its beginning to the evening, when all is quiet.
 *
 * @param beginning the seed of how it begins
 */
record History(long beginning, List<Step> steps) {

    /** The history of this seed, the same each time. */
    static History of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new History(random.nextLong(), Step.history(random));
    }

    History with(List<Step> others) {
        return new History(beginning, others);
    }

    /** Lets it happen; the first thing that went wrong, if something did. */
    Optional<String> happen(Census census) {
        return happen(census, _ -> {});
    }

    /** @param reader is told each step that came to something, as a line */
    Optional<String> happen(Census census, Consumer<String> reader) {
        int number = 0;
        try {
            Scene scene = Scene.begin(new SplittableRandom(beginning));
            for (Step step : steps) {
                number++;
                happen(scene, step, number, census, reader);
                if (!scene.watch.violations().isEmpty()) {
                    return wrong(scene.watch.violations().getFirst(), reader);
                }
            }
            Evening evening = new Evening(scene);
            evening.come(what -> reader.accept("evening: " + what));
            census.ended(scene);
            List<String> wrong = new ArrayList<>(scene.watch.violations());
            wrong.addAll(evening.wrong());
            return wrong.isEmpty() ? Optional.empty() : wrong(wrong.getFirst(), reader);
        } catch (RuntimeException | AssertionError e) {
            return wrong(thrown(e), reader);
        }
    }

    private static String thrown(Throwable e) {
        StackTraceElement[] at = e.getStackTrace();
        return e + (at.length == 0 ? "" : " at " + at[0]);
    }

    private static Optional<String> wrong(String what, Consumer<String> reader) {
        reader.accept("WRONG: " + what);
        return Optional.of(what);
    }

    private static void happen(Scene scene, Step step, int number, Census census, Consumer<String> reader) {
        SplittableRandom random = step.random();
        scene.world.now = scene.world.now.plusSeconds(1 + random.nextInt(3));
        scene.weather.change(random.split());
        List<String> before = new ArrayList<>();
        Scene.TARGETS.keySet().forEach(target -> before.add(scene.state(target)));
        Deed deed = step.kind().happen(scene, random);
        scene.weather.calm();
        if (deed.isSomething()) {
            List<TargetName> all = List.copyOf(Scene.TARGETS.keySet());
            deed.targets().forEach(target -> census.met(before.get(all.indexOf(target)), deed.event()));
            reader.accept("%3d. %s %s%s"
                    .formatted(
                            number,
                            scene.now(),
                            deed.text(),
                            scene.faults.isEmpty() ? "" : " [" + shown(scene.faults) + "]"));
        }
        scene.faults.forEach(census::befell);
        scene.faults.clear();
    }

    private static String shown(List<Weather.Happened> faults) {
        return String.join(
                ", ",
                faults.stream().map(f -> f.fault() + " " + f.call()).distinct().toList());
    }
}
