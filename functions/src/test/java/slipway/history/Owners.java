package slipway.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import slipway.target.TargetName;

/** What owners of targets and of stacks want. */
final class Owners {
    private static final String STACK = "arn:aws:cloudformation:eu-central-1:111122223333:stack/agents/4f2c9d10";
    private static final String OWNER = "aws:cloudformation:stack-id";

    private Owners() {}

    static Deed declare(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        Declared declaration = Declared.any(target, Scene.TARGETS.get(target), random);
        scene.declare(declaration);
        return new Deed("declare", List.of(target), "declared: " + declaration.shown());
    }

    static Deed remove(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        if (!scene.declared.containsKey(target)) {
            return Deed.nothing();
        }
        scene.remove(target);
        return new Deed("remove", List.of(target), "the declaration of %s is removed".formatted(target));
    }

    static Deed misdeclare(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        if (!scene.declared.containsKey(target)) {
            return Deed.nothing();
        }
        scene.write(target, "{\"schema\": 1}");
        return new Deed("misdeclare", List.of(target), "the declaration of %s does not hold".formatted(target));
    }

    /** A stack whose custom resource wants a configuration live. */
    static Deed configure(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        if (Scene.TARGETS.get(target).isEmpty() || !scene.declared.containsKey(target)) {
            return Deed.nothing();
        }
        String members = "{'environmentVariables': {'API_KEY': 'secret', 'MODE': '%d'}}".formatted(random.nextInt(3));
        String what = Attempt.of(() -> scene.functions.configure(target, members));
        return new Deed("configure", List.of(target), "a stack wants %s on %s: %s".formatted(members, target, what));
    }

    /** A stack that owns the runtime itself updates it. */
    static Deed updateStack(Scene scene, SplittableRandom random) {
        String arn = scene.world.runtimes.latest(scene.world.runtime).arn();
        scene.world.runtimes.tag(arn, Map.of(OWNER, STACK));
        Optional<String> edited = Strangers.edited(scene, "stack " + random.nextInt(3));
        scene.mail.stackUpdated(STACK, scene.now(), scene.followers());
        return new Deed(
                "update-stack", scene.followers(), "a stack updates the runtime " + edited.orElse("to what it is"));
    }
}
