package slipway.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** Events that arrive or do not, executions that are carried on or die, and time. */
final class Traffic {
    /** What does not last long, the shortest first. */
    private static final List<String> MIDST = List.of(
            "going-back", "baking", "waiting-for-approval", "moving", "verifying", "ending", "settling", "stuck");

    private static final Set<String> SHORTEST = Set.of("going-back", "baking");

    private Traffic() {}

    static Deed deliver(Scene scene, SplittableRandom random) {
        return scene.mail.any(random).map(letter -> deliver(scene, letter)).orElse(Deed.nothing());
    }

    private static Deed deliver(Scene scene, Mail.Letter letter) {
        return new Deed(letter.word(), letter.targets, letter.text + ": " + scene.deliver(letter));
    }

    static Deed twice(Scene scene, SplittableRandom random) {
        return scene.mail
                .any(random)
                .map(letter -> {
                    scene.mail.twice(letter);
                    return new Deed("double", letter.targets, "comes twice: " + letter.text);
                })
                .orElse(Deed.nothing());
    }

    static Deed lose(Scene scene, SplittableRandom random) {
        return scene.mail
                .any(random)
                .map(letter -> {
                    scene.mail.taken(letter);
                    return new Deed("lose", letter.targets, "gets lost: " + letter.text);
                })
                .orElse(Deed.nothing());
    }

    /** An execution that is due, or else the next one when it is; where one is in the midst of things, mostly something else. */
    static Deed visit(Scene scene, SplittableRandom random) {
        for (String state : MIDST) {
            Optional<TargetName> midst = Stream.of(Scene.SUPPORT, Scene.NEXT)
                    .filter(target -> scene.state(target).equals(state))
                    .findFirst();
            if (midst.isPresent()) {
                // The rarer, the longer it stays so.
                int most = SHORTEST.contains(state) ? 24 : 6;
                if (random.nextInt(most) > 0) {
                    return meddle(scene, midst.get(), random);
                }
                break;
            }
        }
        List<String> due = scene.machine.due();
        if (due.isEmpty()) {
            if (scene.machine.next().isEmpty()) {
                return deliver(scene, random);
            }
            scene.world.now = scene.machine.next().get();
            due = scene.machine.due();
        }
        return visit(scene, due.get(random.nextInt(due.size())));
    }

    /** Each kind of thing has the same chance to happen to the target. */
    private static Deed meddle(Scene scene, TargetName target, SplittableRandom random) {
        scene.focus = Optional.of(target);
        try {
            return Kind.meddling(random).happen(scene, random);
        } finally {
            scene.focus = Optional.empty();
        }
    }

    private static Deed visit(Scene scene, String execution) {
        return new Deed("visit", List.of(target(scene, execution)), execution + ": " + scene.machine.visit(execution));
    }

    private static TargetName target(Scene scene, String execution) {
        return scene.world.executions.rollout(execution).target();
    }

    /** Somebody stops an execution, or it fails for good. */
    static Deed kill(Scene scene, SplittableRandom random) {
        List<String> running = scene.world.executions.running();
        if (running.isEmpty()) {
            return Deed.nothing();
        }
        String execution = running.get(random.nextInt(running.size()));
        RolloutId rollout = scene.world.executions.rollout(execution);
        scene.world.executions.end(execution);
        scene.mail.interrupted(execution, rollout, scene.now());
        // Events about executions come twice at times, and then late.
        if (random.nextBoolean()) {
            scene.mail.interrupted(execution, rollout, scene.now());
        }
        return new Deed("kill", List.of(rollout.target()), execution + " is killed");
    }

    /** Two or three things at once, call by call. */
    static Deed together(Scene scene, SplittableRandom random) {
        List<Runnable> all = new ArrayList<>();
        List<Deed> done = new ArrayList<>();
        List<String> due = scene.machine.due();
        due.stream().limit(2).forEach(execution -> all.add(() -> done.add(visit(scene, execution))));
        List<Mail.Letter> letters = new ArrayList<>(scene.mail.all());
        while (all.size() < 3 && !letters.isEmpty()) {
            Mail.Letter letter = letters.remove(random.nextInt(letters.size()));
            all.add(() -> done.add(deliver(scene, letter)));
        }
        if (all.size() < 2 || random.nextInt(3) == 0) {
            SplittableRandom own = random.split();
            all.add(() -> done.add(People.any(scene, own)));
        }
        if (all.size() < 2) {
            return Deed.nothing();
        }
        scene.together(random.nextLong(), all);
        List<TargetName> targets = done.stream()
                .map(Deed::targets)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        return new Deed(
                "together",
                targets,
                "at once: " + String.join(" | ", done.stream().map(Deed::text).toList()));
    }

    static Deed sweep(Scene scene, SplittableRandom random) {
        String what = Attempt.of(scene.functions::sweep);
        scene.watch.swept(
                what, scene.faults.stream().map(Weather.Happened::call).toList());
        return new Deed("sweep", scene.followers(), "a sweep: " + what);
    }

    static Deed pass(Scene scene, SplittableRandom random) {
        Duration time = Duration.ofMinutes(List.of(1, 5, 31, 61).get(random.nextInt(4)));
        scene.pass(time);
        return new Deed("wait", List.copyOf(Scene.TARGETS.keySet()), time.toMinutes() + " minutes pass");
    }
}
