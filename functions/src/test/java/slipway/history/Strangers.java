package slipway.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeTags;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.rollout.World;
import slipway.target.TargetName;

/** What others do to the runtime, past Slipway. */
final class Strangers {
    private static final String CONTROL_PLANE = "slipway/local";
    private static final List<EndpointName> ENDPOINTS = List.of(new EndpointName("live"), new EndpointName("next"));

    private Strangers() {}

    static Deed edit(Scene scene, SplittableRandom random) {
        return edited(scene, "edit " + random.nextInt(3))
                .map(how -> new Deed("edit", scene.followers(), "somebody updates the runtime " + how))
                .orElse(Deed.nothing());
    }

    /** Somebody gives the environment another value; empty where the runtime takes no update now. */
    static Optional<String> edited(Scene scene, String value) {
        World world = scene.world;
        try {
            RuntimeDocument latest = world.runtimes.latest(world.runtime);
            ObjectNode body = latest.updateBody("stranger " + world.now + " " + value);
            body.withObject("/environmentVariables").put("EDITED", value);
            Version made = world.runtimes.update(world.runtime, body);
            scene.strangers.add("edited");
            return Optional.of("as version " + made);
        } catch (AwsFailure busy) {
            return Optional.empty();
        }
    }

    static Deed moveLive(Scene scene, SplittableRandom random) {
        return moved(scene, ENDPOINTS, random, "move-live");
    }

    static Deed moveCandidate(Scene scene, SplittableRandom random) {
        List<EndpointName> beside = ENDPOINTS.stream()
                .flatMap(live -> Stream.of(live.candidate(), live.previous()))
                .toList();
        return moved(scene, beside, random, "move-candidate");
    }

    private static Deed moved(Scene scene, List<EndpointName> all, SplittableRandom random, String event) {
        World world = scene.world;
        List<EndpointName> there = all.stream()
                .filter(name -> world.runtimes.look(world.runtime, name).isPresent())
                .filter(name -> scene.focus.map(target(name)::equals).orElse(true))
                .toList();
        if (there.isEmpty()) {
            return Deed.nothing();
        }
        EndpointName endpoint = there.get(random.nextInt(there.size()));
        TargetName target = target(endpoint);
        List<Version> versions = world.runtimes.versions(world.runtime);
        Version version = versions.get(random.nextInt(versions.size()));
        world.runtimes.moveEndpoint(world.runtime, endpoint, version, "stranger");
        scene.strangers.add("moved " + target);
        if (Scene.LIVE.containsKey(endpoint)) {
            scene.watch.movedByOthers(endpoint, version);
        }
        return new Deed(event, List.of(target), "somebody moves %s to version %s".formatted(endpoint, version));
    }

    private static TargetName target(EndpointName endpoint) {
        return endpoint.value().startsWith("next") ? Scene.NEXT : Scene.SUPPORT;
    }

    static Deed deleteVersion(Scene scene, SplittableRandom random) {
        World world = scene.world;
        List<Version> all = world.runtimes.versions(world.runtime);
        int first = random.nextInt(all.size());
        for (int place = 0; place < all.size(); place++) {
            Version version = all.get((first + place) % all.size());
            try {
                world.runtimes.deleteVersion(world.runtime, version, "stranger");
                scene.strangers.add("deleted");
                return new Deed("delete-version", scene.followers(), "somebody deletes version " + version);
            } catch (AwsFailure used) {
                // AgentCore keeps it; another one.
            }
        }
        return Deed.nothing();
    }

    static Deed untag(Scene scene, SplittableRandom random) {
        List<String> arns = arns(scene.world);
        String arn = arns.get(random.nextInt(arns.size()));
        scene.world.runtimes.untag(arn, Set.of(RuntimeTags.CONTROL_PLANE));
        scene.strangers.add("untagged");
        return new Deed("untag", scene.followers(), "somebody takes the tag off " + arn);
    }

    static Deed tag(Scene scene, SplittableRandom random) {
        List<String> missing = arns(scene.world).stream()
                .filter(arn -> !scene.world.runtimes.tags(arn).containsKey(RuntimeTags.CONTROL_PLANE))
                .toList();
        missing.forEach(arn -> scene.world.runtimes.tag(arn, Map.of(RuntimeTags.CONTROL_PLANE, CONTROL_PLANE)));
        return new Deed("tag", scene.followers(), "the tag is put back on " + missing);
    }

    private static List<String> arns(World world) {
        List<String> arns = new ArrayList<>();
        arns.add(world.runtimes.latest(world.runtime).arn());
        ENDPOINTS.forEach(
                endpoint -> world.runtimes.look(world.runtime, endpoint).ifPresent(found -> arns.add(found.arn())));
        return arns;
    }
}
