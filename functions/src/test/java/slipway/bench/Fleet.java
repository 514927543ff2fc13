package slipway.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.ledger.TargetState;
import slipway.rollout.World;
import slipway.target.TargetName;

/** Many targets, each with a runtime of its own that follows a repository of its own. */
final class Fleet {
    static final EndpointName LIVE = new EndpointName("live");
    private static final int HEX = 64;

    private final World world;
    private final List<TargetName> targets;

    Fleet(World world, int size) {
        this.world = world;
        this.targets = IntStream.range(0, size)
                .mapToObj(number -> new TargetName("agent-%05d".formatted(number)))
                .toList();
        targets.forEach(target -> world.runtimes.create(
                runtime(target), RuntimeSamples.configuration(), Map.of("slipway:control-plane", "slipway/local")));
    }

    List<TargetName> targets() {
        return targets;
    }

    private static RuntimeName runtime(TargetName target) {
        return new RuntimeName(target.value().replace('-', '_'));
    }

    static Repository repository(TargetName target) {
        return new Repository("111122223333", "eu-central-1", "agents/" + target);
    }

    static Image image(TargetName target, String tag) {
        String hex = Integer.toHexString((target + " " + tag).hashCode());
        return new Image(
                repository(target), new Tag(tag), new Digest("sha256:" + "0".repeat(HEX - hex.length()) + hex));
    }

    static String declaration(TargetName target) {
        return """
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/%s"},
                 "tagPolicy": {"type": "semver", "range": ">=1.0.0"},
                 "runtime": {"name": "%s"},
                 "endpoint": "live",
                 "smokeTest": {"payload": {"prompt": "ping"}}}
                """.formatted(target, runtime(target));
    }

    Image push(TargetName target, String tag, Instant at) {
        Image image = image(target, tag);
        world.images.push(image, at);
        return image;
    }

    /** What is not as it should be, a sentence each. */
    List<String> wrong(String newest) {
        List<String> wrong = new ArrayList<>();
        targets.forEach(target -> {
            Image image = image(target, newest);
            TargetState state = world.ledger.target(target);
            require(wrong, target, served(target).equals(Optional.of(image.digest())), "live does not serve it");
            require(wrong, target, isPublished(target, image), "Parameter Store says something else");
            require(wrong, target, state.claim().active().isEmpty(), "a rollout is under way");
            require(wrong, target, state.restraint().vetoes().isEmpty(), "there is a veto");
            require(wrong, target, state.restraint().hold().isEmpty(), "it is held");
            require(wrong, target, world.ledger.runtime(id(target)).lock().isEmpty(), "its runtime is locked");
        });
        return wrong;
    }

    private static void require(List<String> wrong, TargetName target, boolean holds, String what) {
        if (!holds) {
            wrong.add(target + ": " + what);
        }
    }

    private boolean isPublished(TargetName target, Image image) {
        return Map.of(
                        world.names.desiredImage(target), image.uri(),
                        world.names.liveImage(target), image.uri(),
                        world.names.imageTag(target), image.tag().value())
                .entrySet()
                .stream()
                .allMatch(entry -> world.parameters.get(entry.getKey()).equals(Optional.of(entry.getValue())));
    }

    private RuntimeId id(TargetName target) {
        return world.runtimes.find(runtime(target)).orElseThrow();
    }

    private Optional<Digest> served(TargetName target) {
        return world.runtimes
                .look(id(target), LIVE)
                .flatMap(Endpoint::liveVersion)
                .flatMap(version -> world.runtimes.look(id(target), version))
                .flatMap(RuntimeDocument::image)
                .map(Image::digest);
    }
}
