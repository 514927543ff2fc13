package slipway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.image.Image;
import slipway.ledger.Phase;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.port.CrashPoint;
import slipway.port.Interleaving;
import slipway.rollout.Functions;
import slipway.rollout.Functions.Name;
import slipway.rollout.World;
import slipway.smoke.Agents;
import slipway.smoke.Invocation;
import slipway.target.TargetName;

/** A world in which a history happens: its functions behind the weather, its events in the mail, its owners. */
final class Scene {
    static final TargetName SUPPORT = new TargetName("support");
    static final TargetName NEXT = new TargetName("support-next");
    static final TargetName CATALOG = new TargetName("catalog");

    /** Two targets share the runtime, each with an endpoint of its own. */
    static final Map<EndpointName, TargetName> LIVE =
            Map.of(new EndpointName("live"), SUPPORT, new EndpointName("next"), NEXT);

    static final Map<TargetName, Optional<String>> TARGETS = targets();

    private static final int[] STRETCHES = {1, 4, 12};

    final World world = new World();
    final Registry registry = new Registry(world.images);
    final Watch watch = new Watch(world, registry, this::written);
    final Mail mail = new Mail();
    final List<Weather.Happened> faults = new ArrayList<>();
    final Weather weather = new Weather(watch, () -> world.now, faults::add);
    final Functions functions = new Functions(world, weather, new Answering());
    final Machine machine = new Machine(world, functions, watch);
    final Map<TargetName, Declared> declared = new LinkedHashMap<>();
    /** What strangers did to the runtime, so that it may stand as a reason. */
    final Set<String> strangers = new LinkedHashSet<>();

    boolean unreachable;

    /** Whom whatever happens now happens to, where that is settled. */
    Optional<TargetName> focus = Optional.empty();

    private static Map<TargetName, Optional<String>> targets() {
        Map<TargetName, Optional<String>> all = new LinkedHashMap<>();
        all.put(SUPPORT, Optional.of("live"));
        all.put(NEXT, Optional.of("next"));
        all.put(CATALOG, Optional.empty());
        return all;
    }

    /** Some begin with nothing, most with an image on live. */
    static Scene begin(SplittableRandom random) {
        Scene scene = new Scene();
        scene.world.ledger.keepAsTheyAre();
        scene.world.parameters.as(World.PUBLISHER);
        scene.world.monitor.set(new AlarmName(Declared.ALARM), AlarmState.OK);
        scene.world.runtimes.readyAfterReads(random.nextInt(3));
        if (random.nextInt(5) > 0) {
            scene.declare(
                    random.nextBoolean()
                            ? Declared.plain(SUPPORT, TARGETS.get(SUPPORT))
                            : Declared.any(SUPPORT, TARGETS.get(SUPPORT), random));
            for (TargetName other : List.of(NEXT, CATALOG)) {
                if (random.nextInt(3) > 0) {
                    scene.declare(Declared.any(other, TARGETS.get(other), random));
                }
            }
            scene.push("1.0.0", Registry.Quality.GOOD);
            scene.settle();
            scene.inTheMidst(random);
        }
        return scene;
    }

    /** Some begin with a rollout that is where none stays for long. */
    private void inTheMidst(SplittableRandom random) {
        int where = random.nextInt(10);
        if (where > 3) {
            return;
        }
        String waiting = where == 0 ? "\"approval\": {\"expiresHours\": 1}" : Declared.WATCHED;
        declare(Declared.plain(SUPPORT, TARGETS.get(SUPPORT)).with(waiting));
        push("1.0.1", Registry.Quality.GOOD);
        settleUntil(where == 0 ? "waiting-for-approval" : "baking");
        if (where > 1) {
            world.runtimes.readyAfterReads(4);
            mail.rang(Declared.ALARM, now(), followers());
            settleUntil("going-back");
        }
    }

    private void settleUntil(String state) {
        for (int turn = 0; turn < 40 && !state(SUPPORT).equals(state); turn++) {
            if (!mail.all().isEmpty()) {
                deliver(mail.all().getFirst());
            } else if (!machine.due().isEmpty()) {
                machine.visit(machine.due().getFirst());
            } else {
                machine.next().ifPresent(next -> world.now = next);
            }
        }
    }

    /** The agents answer as the image behind their endpoint does. */
    private final class Answering implements Agents {
        private static final Duration LATENCY = Duration.ofMillis(100);

        @Override
        public Invocation invoke(
                String runtimeArn,
                EndpointName endpoint,
                String sessionId,
                byte[] payload,
                int maxBytes,
                Duration deadline) {
            if (unreachable) {
                return new Invocation.NotAsked(
                        new AwsFailure(Kind.DENIED, "bedrock-agentcore:InvokeAgentRuntime", "", "", "denied", null));
            }
            return world.runtimes
                    .look(world.runtime, endpoint)
                    .flatMap(found -> found.liveVersion())
                    .map(version -> {
                        Registry.Quality quality = world.runtimes
                                .look(world.runtime, version)
                                .flatMap(RuntimeDocument::image)
                                .map(image -> registry.quality(image.digest()))
                                .orElse(Registry.Quality.GOOD);
                        if (quality == Registry.Quality.GOOD) {
                            watch.answeredWell(endpoint, version);
                        }
                        int status = quality == Registry.Quality.GOOD ? 200 : 400;
                        return (Invocation) new Invocation.Answered(status, "application/json", "{}", false, LATENCY);
                    })
                    .orElseGet(() -> new Invocation.NotAsked(
                            new AwsFailure(Kind.NOT_FOUND, "InvokeAgentRuntime", "", "", "no endpoint", null)));
        }

        @Override
        public void stopSession(String runtimeArn, EndpointName endpoint, String sessionId) {}
    }

    Instant now() {
        return world.now;
    }

    void pass(Duration time) {
        world.now = world.now.plus(time);
    }

    /** Somebody's target; publishing alone is the least of it. */
    TargetName someone(SplittableRandom random) {
        int roll = random.nextInt(10);
        return focus.orElse(roll < 6 ? SUPPORT : roll < 9 ? NEXT : CATALOG);
    }

    /** Where a target is, in a word. */
    String state(TargetName target) {
        TargetState state = world.ledger.target(target);
        if (state.claim().active().isPresent()) {
            RolloutRecord rollout =
                    world.ledger.rollout(state.claim().active().get()).orElseThrow();
            boolean over = rollout.ending().isPresent() && !rollout.isStuck();
            return rollout.isStuck()
                    ? "stuck"
                    : over ? "ending" : Phase.of(rollout.progress()).word();
        }
        if (state.declaration().isEmpty()) {
            return "undeclared";
        }
        return state.restraint().hold().isPresent() ? "held" : "idle";
    }

    List<TargetName> followers() {
        return List.copyOf(declared.keySet());
    }

    Image push(String tag, Registry.Quality quality) {
        Image image = registry.push(tag, quality, now());
        mail.pushed(image, false, now(), followers());
        return image;
    }

    void declare(Declared declaration) {
        declared.put(declaration.target(), declaration);
        write(declaration.target(), declaration.json());
    }

    /** An owner writes the parameter of a target's declaration. */
    void write(TargetName target, String text) {
        write(world.names.declaration(target), text);
        mail.written(Name.TARGET_DECLARED, world.names.declaration(target), target, now());
    }

    /** A person writes a parameter. */
    void write(String parameter, String text) {
        world.parameters.as(World.PERSON).put(parameter, text);
        world.parameters.as(World.PUBLISHER);
        written(parameter);
    }

    private void written(String parameter) {
        world.names
                .desired(parameter)
                .ifPresent(target -> mail.written(Name.DESIRED_IMAGE_CHANGED, parameter, target, now()));
    }

    void remove(TargetName target) {
        declared.remove(target);
        world.parameters.remove(world.names.declaration(target));
        mail.written(Name.TARGET_DECLARED, world.names.declaration(target), target, now());
    }

    /** A function takes an event, and the event comes again where it fails. */
    String deliver(Mail.Letter letter) {
        try {
            String answer = functions.call(letter.function, letter.json);
            if (answer.contains("itemIdentifier")) {
                mail.failed(letter);
                return "has to come again";
            }
            mail.taken(letter);
            return "taken";
        } catch (RuntimeException | CrashPoint.Death failure) {
            mail.failed(letter);
            return "fails: " + failure;
        }
    }

    /** Several at once, one call after the other in an order that the seed decides. */
    void together(long seed, List<Runnable> all) {
        weather.together(new Interleaving(seed, STRETCHES[Math.floorMod(seed, STRETCHES.length)]), all);
    }

    /** Takes every event and carries every execution on, until nothing is left to do. */
    void settle() {
        settle(_ -> {});
    }

    /** @param reader is told what comes of it */
    void settle(Consumer<String> reader) {
        for (int turn = 0; ; turn++) {
            if (turn > 3000) {
                throw new AssertionError("it does not come to rest: " + world.executions.running());
            }
            if (!mail.all().isEmpty()) {
                mail.all().forEach(letter -> reader.accept(letter.text + ": " + deliver(letter)));
            } else if (!machine.due().isEmpty()) {
                machine.due().forEach(execution -> reader.accept(execution + ": " + machine.visit(execution)));
            } else if (machine.next().isPresent()) {
                world.now = machine.next().get();
            } else {
                return;
            }
        }
    }
}
