package slipway.operate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.image.Digest;
import slipway.image.Images;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.operate.Sight.Trouble;
import slipway.target.Declaration.Deployment;

/** Asks AWS about one target. A question that fails is a problem, and keeps no other from being asked. */
final class Lookout {
    private final AgentRuntimes runtimes;
    private final Images images;
    private final Map<Version, Boolean> versions = new HashMap<>();
    private final Map<Digest, Boolean> digests = new HashMap<>();
    private final List<Trouble> problems = new ArrayList<>();

    private Lookout(AgentRuntimes runtimes, Images images) {
        this.runtimes = runtimes;
        this.images = images;
    }

    static Sight look(AgentRuntimes runtimes, Images images, TargetState state, Optional<Deployment> deployment) {
        Lookout lookout = new Lookout(runtimes, images);
        deployment.ifPresent(declared -> lookout.runtime(state, declared));
        state.serving().live().ifPresent(live -> lookout.image(live, "LIVE_IMAGE_GONE", "live serves it"));
        state.serving()
                .previous()
                .ifPresent(previous -> lookout.image(previous, "PREVIOUS_IMAGE_GONE", "a rollback would need it"));
        return new Sight(Map.copyOf(lookout.versions), Map.copyOf(lookout.digests), List.copyOf(lookout.problems));
    }

    private void runtime(TargetState state, Deployment deployment) {
        Optional<Optional<RuntimeId>> found = asked(() -> runtimes.find(deployment.runtime()));
        if (found.isEmpty()) {
            return;
        }
        Optional<RuntimeId> id = found.get();
        if (id.isEmpty()) {
            problem(
                    "RUNTIME_MISSING",
                    "There is no runtime named %s. Create it, or correct the declaration."
                            .formatted(deployment.runtime()));
        }
        state.serving().live().ifPresent(live -> {
            version(id, live, "LIVE_VERSION_GONE", "To roll out its image again: %s.".formatted(again(state, live)));
            id.ifPresent(runtime -> endpoint(runtime, deployment, state, live));
        });
        state.serving()
                .previous()
                .ifPresent(previous -> version(
                        id,
                        previous,
                        "ROLLBACK_TARGET_GONE",
                        "A rollback has to name an older version, or an image: slipway pin."));
    }

    private void version(Optional<RuntimeId> runtime, Served served, String code, String remedy) {
        Version version = served.version();
        asked(() -> runtime.flatMap(id -> runtimes.version(id, version)).isPresent())
                .ifPresent(is -> {
                    versions.put(version, is);
                    if (!is) {
                        problem(code, "Version %s is gone from AgentCore. %s".formatted(version, remedy));
                    }
                });
    }

    /** A rollout moves it, and then it is nobody's business where it points. */
    private void endpoint(RuntimeId runtime, Deployment deployment, TargetState state, Served live) {
        if (state.claim().active().isPresent() || !live.endpoint().equals(deployment.fullName())) {
            return;
        }
        asked(() -> runtimes.endpoint(runtime, deployment.endpoint()))
                .filter(endpoint -> endpoint.flatMap(Endpoint::liveVersion)
                        .filter(live.version()::equals)
                        .isEmpty())
                .ifPresent(endpoint -> problem(
                        "LIVE_MOVED",
                        "The endpoint %s serves %s, and Slipway left it on version %s. To put it back: %s."
                                .formatted(
                                        deployment.endpoint(),
                                        endpoint.flatMap(Endpoint::liveVersion)
                                                .map(version -> "version " + version)
                                                .orElse("nothing"),
                                        live.version(),
                                        again(state, live))));
    }

    /** The orders that bring live's image again: by the ledger it is live, so only a retry starts a rollout of it. */
    private static String again(TargetState state, Served live) {
        Digest digest = live.image().digest();
        List<String> orders = new ArrayList<>();
        if (state.following()
                .desired()
                .filter(image -> image.digest().equals(digest))
                .isEmpty()) {
            orders.add("slipway pin %s %s".formatted(state.name(), digest));
        }
        if (state.restraint().hold().isPresent()) {
            orders.add("slipway release %s".formatted(state.name()));
        }
        orders.add("slipway retry %s".formatted(state.name()));
        return String.join(", then: ", orders);
    }

    private void image(Served served, String code, String why) {
        asked(() -> images.tags(served.image().repository(), served.image().digest())
                        .isPresent())
                .ifPresent(is -> {
                    digests.put(served.image().digest(), is);
                    if (!is) {
                        problem(
                                code,
                                "The image %s is gone from ECR, and %s. Push it again under the same digest."
                                        .formatted(Situation.shown(served.image()), why));
                    }
                });
    }

    private <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (AwsFailure e) {
            problem(e.kind() == AwsFailure.Kind.DENIED ? "ACCESS_DENIED" : "COULD_NOT_LOOK", e.sentence());
            return Optional.empty();
        }
    }

    private void problem(String code, String message) {
        Trouble trouble = new Trouble(code, message);
        if (!problems.contains(trouble)) {
            problems.add(trouble);
        }
    }
}
