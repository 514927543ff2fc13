package slipway.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.event.Happening;
import slipway.image.Digest;
import slipway.ledger.Cause;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.rollout.World;
import slipway.target.TargetName;

/** Sees every call that reaches AWS, and holds it against the design's invariants by books of its own. */
final class Watch {
    private static final ThreadLocal<Actor> ACTING = new ThreadLocal<>();
    private static final Set<String> BLAMED =
            Set.of("SMOKE_TEST_FAILED", "LIVE_FAILED", "ALARM_RANG", "APPROVAL_REJECTED", "APPROVAL_EXPIRED");

    /** What a sweep asks for all targets at once, and how it keeps its place. */
    private static final Set<String> ITS_OWN =
            Set.of("Ledger.sweep", "Ledger.targets", "Ledger.save", "Parameters.names");

    private final World world;
    private final Registry registry;
    private final Consumer<String> written;
    private final List<String> violations = new ArrayList<>();
    private final Set<Proven> proven = new HashSet<>();
    private final Map<EndpointName, Set<Version>> served = new HashMap<>();
    private final Map<TargetName, Map<Digest, RolloutId>> vetoed = new HashMap<>();
    private final Map<TargetName, Set<Digest>> pardoned = new HashMap<>();
    private final Map<TargetName, Long> held = new HashMap<>();
    private final Map<TargetName, Long> started = new HashMap<>();
    private final Map<RolloutId, List<String>> carriers = new HashMap<>();
    private final Map<String, String> answered = new HashMap<>();
    private boolean displaced;
    private Optional<RolloutId> updating = Optional.empty();

    private record Actor(String execution, RolloutId rollout) {}

    private record Proven(EndpointName live, Version version) {}

    /** @param written is told the name of each parameter that was written */
    Watch(World world, Registry registry, Consumer<String> written) {
        this.world = world;
        this.registry = registry;
        this.written = written;
    }

    /** What is done on behalf of a rollout. */
    <T> T acting(String execution, RolloutId rollout, Supplier<T> visit) {
        ACTING.set(new Actor(execution, rollout));
        try {
            return visit.get();
        } finally {
            ACTING.remove();
        }
    }

    List<String> violations() {
        return violations;
    }

    private void require(boolean holds, String invariant, Supplier<String> detail) {
        if (!holds) {
            violations.add(invariant + ": " + detail.get());
        }
    }

    /** What must be true when a call is made. */
    void before(String call, Object[] with) {
        Optional<Actor> actor = Optional.ofNullable(ACTING.get());
        switch (call) {
            case "AgentRuntimes.createEndpoint", "AgentRuntimes.moveEndpoint" ->
                actor.ifPresent(a -> points(a, (EndpointName) with[1], (Version) with[2]));
            case "AgentRuntimes.deleteEndpoint" -> actor.ifPresent(a -> removes(a, (EndpointName) with[1]));
            case "AgentRuntimes.update" -> actor.ifPresent(a -> updates(a, (ObjectNode) with[1]));
            case "AgentRuntimes.deleteVersion" -> actor.ifPresent(a -> deletes(a, (Version) with[1]));
            case "RuntimeLifecycle.delete" -> require(false, "8", () -> "a runtime is deleted");
            default -> {}
        }
    }

    /** What follows from a call that had its effect. */
    void after(String call, Object[] with, Object answer) {
        switch (call) {
            case "Ledger.save" -> {
                if (answer instanceof TargetState state) {
                    saved(state);
                }
                if (answer instanceof RolloutRecord rollout && rollout.isStuck()) {
                    // What it has made is made: going on, it only looks at it.
                    updating = updating.filter(other -> !other.equals(rollout.id()));
                }
            }
            case "Parameters.put" -> written.accept((String) with[0]);
            case "Events.emit" -> {
                if (with[0] instanceof Happening.RolloutFinished finished) {
                    finished(finished);
                }
            }
            default -> {}
        }
    }

    private RolloutRecord record(RolloutId id) {
        return world.ledger.rollout(id).orElseThrow();
    }

    /** One rollout acts on a target, and one execution for a rollout. */
    private void owns(Actor actor) {
        RolloutId id = actor.rollout();
        TargetState state = world.ledger.target(id.target());
        require(
                state.claim().active().equals(Optional.of(id)),
                "3",
                () -> "%s acts, and %s owns the target"
                        .formatted(id, state.claim().active()));
        // One that another has taken over from may not have ended yet, and acts no more.
        List<String> all = carriers.computeIfAbsent(id, _ -> new ArrayList<>());
        if (!all.contains(actor.execution())) {
            all.add(actor.execution());
        }
        require(
                all.getLast().equals(actor.execution()),
                "3",
                () -> "%s acts for %s, which %s has taken over".formatted(actor.execution(), id, all.getLast()));
    }

    private static boolean isLive(EndpointName endpoint) {
        return Scene.LIVE.containsKey(endpoint);
    }

    private void points(Actor actor, EndpointName endpoint, Version version) {
        owns(actor);
        if (!isLive(endpoint)) {
            return;
        }
        RolloutRecord rollout = record(actor.rollout());
        Set<Version> before = servedBefore(endpoint);
        boolean skipped = rollout.request().declaration().contains("\"skip\"");
        require(
                before.contains(version) || skipped || proven.contains(new Proven(endpoint, version)),
                "1",
                () -> "%s points to version %s, which nobody has proven".formatted(endpoint, version));
        world.runtimes
                .look(world.runtime, version)
                .flatMap(RuntimeDocument::image)
                .ifPresent(image -> require(
                        before.contains(version)
                                || registry.quality(image.digest()) != Registry.Quality.FOREIGN_PLATFORM,
                        "1",
                        () -> "%s points to version %s, whose image passed no gate".formatted(endpoint, version)));
        Progress progress = rollout.progress();
        boolean forth = progress.move().filter(m -> m.to().equals(version)).isPresent();
        boolean back = progress.compensation().isPresent()
                && progress.move().flatMap(Progress.Move::from).equals(Optional.of(version));
        require(
                forth || back,
                "5",
                () -> "%s is moved to version %s, and %s says nothing of it"
                        .formatted(endpoint, version, rollout.id()));
        before.add(version);
    }

    private Set<Version> servedBefore(EndpointName endpoint) {
        Set<Version> before = served.computeIfAbsent(endpoint, _ -> new HashSet<>());
        world.runtimes
                .look(world.runtime, endpoint)
                .flatMap(Endpoint::liveVersion)
                .ifPresent(before::add);
        return before;
    }

    private void removes(Actor actor, EndpointName endpoint) {
        owns(actor);
        Progress progress = record(actor.rollout()).progress();
        require(
                !isLive(endpoint)
                        || (progress.compensation().isPresent()
                                && progress.move()
                                        .filter(m -> m.from().isEmpty())
                                        .isPresent()),
                "5",
                () -> "%s removes %s, which it did not make".formatted(actor.rollout(), endpoint));
    }

    private void updates(Actor actor, ObjectNode body) {
        owns(actor);
        RolloutRecord rollout = record(actor.rollout());
        updating.filter(other -> !other.equals(rollout.id())).ifPresent(other -> {
            RolloutRecord before = record(other);
            boolean over = before.ending().isPresent()
                    || before.progress()
                            .candidate()
                            .filter(Progress.Candidate::verified)
                            .isPresent();
            require(over, "3", () -> "%s updates the runtime while %s does".formatted(rollout.id(), other));
        });
        updating = Optional.of(rollout.id());
        require(
                rollout.cause() != Cause.ROLLBACK,
                "2",
                () -> "%s only goes back, and makes a version for it".formatted(rollout.id()));
        if (rollout.ending().isPresent()) {
            return;
        }
        require(
                rollout.progress().update().isPresent(),
                "5",
                () -> "%s updates the runtime, and its record does not say so".formatted(rollout.id()));
        rollout.progress().base().ifPresent(base -> changesOnlyWhatWasAsked(rollout, base, body));
    }

    private void changesOnlyWhatWasAsked(RolloutRecord rollout, Progress.Base base, ObjectNode body) {
        Optional<RuntimeDocument> from = world.runtimes.look(world.runtime, base.version());
        if (from.isEmpty()) {
            return;
        }
        require(
                // Where there is no live endpoint, or another owner, the latest version is what there is.
                base.live().isEmpty()
                        || displaced
                        || rollout.request().declaration().contains("\"latest\"")
                        || !from.get().status().hasFailed(),
                "2",
                () -> "%s starts from version %s, which failed".formatted(rollout.id(), base.version()));
        ObjectNode before = from.get().updateBody("-");
        ObjectNode after = body.deepCopy().put("clientToken", "-");
        boolean configuration = rollout.cause() == Cause.CONFIGURATION;
        if (configuration) {
            before.remove("environmentVariables");
            after.remove("environmentVariables");
        } else {
            String uri = rollout.image().uri();
            require(
                    containerUri(after).equals(uri),
                    "2",
                    () -> "%s sends the image %s".formatted(rollout.id(), containerUri(after)));
        }
        String pointer = "/agentRuntimeArtifact/containerConfiguration";
        before.withObject(pointer).remove("containerUri");
        after.withObject(pointer).remove("containerUri");
        require(before.equals(after), "2", () -> "%s sends %s instead of %s".formatted(rollout.id(), after, before));
    }

    private static String containerUri(ObjectNode body) {
        return body.at("/agentRuntimeArtifact/containerConfiguration/containerUri")
                .asText();
    }

    private void deletes(Actor actor, Version version) {
        owns(actor);
        for (EndpointName live : Scene.LIVE.keySet()) {
            for (EndpointName endpoint : List.of(live, live.candidate(), live.previous())) {
                require(
                        world.runtimes
                                .look(world.runtime, endpoint)
                                .filter(e -> e.liveVersion().equals(Optional.of(version))
                                        || e.targetVersion().equals(Optional.of(version)))
                                .isEmpty(),
                        "8",
                        () -> "version %s is deleted, and %s points to it".formatted(version, endpoint));
            }
            TargetName target = Scene.LIVE.get(live);
            TargetState state = world.ledger.target(target);
            require(
                    state.serving()
                            .previous()
                            .filter(s -> s.version().equals(version))
                            .isEmpty(),
                    "8",
                    () -> "version %s is deleted, and %s would go back to it".formatted(version, target));
            state.claim()
                    .active()
                    .filter(other -> !other.equals(actor.rollout()))
                    .map(this::record)
                    .ifPresent(other -> require(
                            !uses(other, version),
                            "8",
                            () -> "version %s is deleted, and %s uses it".formatted(version, other.id())));
        }
    }

    private static boolean uses(RolloutRecord rollout, Version version) {
        Progress progress = rollout.progress();
        boolean candidate =
                progress.candidate().filter(c -> c.version().equals(version)).isPresent();
        return !rollout.isStuck()
                && (candidate || progress.move().flatMap(Progress.Move::from).equals(Optional.of(version)));
    }

    /** An agent has answered as it should. */
    void answeredWell(EndpointName endpoint, Version version) {
        for (EndpointName live : Scene.LIVE.keySet()) {
            if (live.candidate().equals(endpoint)) {
                proven.add(new Proven(live, version));
            }
        }
    }

    /** A sweep ends early where it cannot read or keep how far it is, and for nothing else. */
    void swept(String what, List<String> failed) {
        require(
                !what.contains("AwsFailure") || failed.stream().anyMatch(ITS_OWN::contains),
                "6",
                () -> "the sweep %s, and only %s went wrong".formatted(what, failed));
    }

    /** Somebody else moved it: from then on it was live before. */
    void movedByOthers(EndpointName endpoint, Version version) {
        servedBefore(endpoint).add(version);
        displaced = true;
    }

    /** A rollout claims a target. */
    private void saved(TargetState state) {
        Optional<RolloutId> active = state.claim().active();
        if (active.isEmpty() || active.get().number() <= started.getOrDefault(state.name(), 0L)) {
            return;
        }
        RolloutId id = active.get();
        started.put(state.name(), id.number());
        RolloutRecord rollout = record(id);
        if (rollout.cause() == Cause.ROLLBACK) {
            return;
        }
        require(
                !held.containsKey(state.name()),
                "4",
                () -> "%s starts, cause %s, although a person holds the target".formatted(id, rollout.cause()));
        Digest digest = rollout.image().digest();
        Optional<RolloutId> veto =
                Optional.ofNullable(vetoed.getOrDefault(state.name(), Map.of()).get(digest));
        require(
                rollout.cause() == Cause.CONFIGURATION
                        || veto.isEmpty()
                        || pardoned.getOrDefault(state.name(), Set.of()).contains(digest),
                "4",
                () -> "%s tries %s again, which %s has vetoed".formatted(id, digest.shortForm(), veto.orElseThrow()));
    }

    private void finished(Happening.RolloutFinished finished) {
        boolean bad = finished.outcome() == Outcome.REJECTED || finished.outcome() == Outcome.ROLLED_BACK;
        boolean image = finished.cause() != Cause.ROLLBACK && finished.cause() != Cause.CONFIGURATION;
        if (bad && image && BLAMED.contains(finished.reason())) {
            vetoed.computeIfAbsent(finished.target(), _ -> new HashMap<>())
                    .putIfAbsent(finished.image().digest(), finished.rollout());
        }
    }

    /** A person asks, by whatever verb, for what may be vetoed; whether it arrives or not. */
    void lifted(TargetName target) {
        vetoed.remove(target);
    }

    /** A person wrote this image to the parameter, and it may be looked at at any time. */
    void pardoned(TargetName target, Digest digest) {
        pardoned.computeIfAbsent(target, _ -> new HashSet<>()).add(digest);
    }

    /** A person was told that their word on a rollout was taken. */
    void answered(String rollout, String verb) {
        String first = answered.putIfAbsent(rollout, verb);
        require(first == null, "an answer stands", () -> "%s: %s, then %s".formatted(rollout, first, verb));
    }

    /** A person was told that the target is held. */
    void held(TargetName target) {
        held.put(target, world.ledger.target(target).claim().sequence());
    }

    void released(TargetName target) {
        held.remove(target);
    }
}
