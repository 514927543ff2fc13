package slipway.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.ledger.DriftReason;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.parameter.Parameters;
import slipway.rollout.World;
import slipway.target.TargetName;

/** Faults are over, one sweep has come: every target is where it should be, or says why not. */
final class Evening {
    private static final int SWEEPS = 3;
    private static final Set<DriftReason> MOVED =
            EnumSet.of(DriftReason.LIVE_MOVED, DriftReason.ENDPOINT_STUCK, DriftReason.LIVE_IMAGE_DIFFERS);

    private final Scene scene;
    private final List<String> wrong = new ArrayList<>();

    Evening(Scene scene) {
        this.scene = scene;
    }

    /** @param reader is told what happens */
    void come(Consumer<String> reader) {
        scene.weather.calm();
        scene.unreachable = false;
        scene.world.runtimes.failNothingMore();
        // Time alone brings what strangers began to its end.
        scene.world.runtimes.settle();
        scene.world.runtimes.readyAfterReads(1);
        Services.silence(scene, new SplittableRandom(0));
        scene.mail.redrive();
        mend();
        scene.settle(reader);
        // One that was interrupted comes to its end; of a target under way a sweep sees that alone, and the rest next
        // time.
        for (int sweep = 1; sweep <= SWEEPS; sweep++) {
            sweep("sweep " + sweep, reader);
        }
        long rollouts = rollouts();
        sweep("another sweep", reader);
        require(rollouts == rollouts(), "what was not healed is tried again, and nothing has changed");
    }

    private void sweep(String which, Consumer<String> reader) {
        scene.pass(Duration.ofHours(1));
        scene.functions.sweep();
        reader.accept(which);
        scene.settle(reader);
    }

    private long rollouts() {
        return Scene.TARGETS.keySet().stream()
                .mapToLong(target -> scene.world.ledger.target(target).claim().sequence())
                .sum();
    }

    /** Owners put right what does not hold, which no sweep can. */
    private void mend() {
        List.copyOf(scene.declared.values()).stream()
                .filter(declared -> !parameter(scene.world.names.declaration(declared.target()))
                        .equals(Optional.of(declared.json())))
                .forEach(scene::declare);
    }

    /** What is not as it should be. */
    List<String> wrong() {
        require(scene.world.executions.running().isEmpty(), "something still runs");
        Scene.TARGETS.keySet().forEach(target -> look(target, scene.world.ledger.target(target)));
        return wrong;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            wrong.add("3 at the end: " + what);
        }
    }

    private void look(TargetName target, TargetState state) {
        Optional<Declared> declared = Optional.ofNullable(scene.declared.get(target));
        if (declared.isEmpty()) {
            require(state.declaration().isEmpty(), target + " is declared, and should not be");
            require(!isPublished(scene.world.names.desiredImage(target)), target + " left its desired-image");
        }
        Optional<RolloutRecord> active = state.claim().active().flatMap(scene.world.ledger::rollout);
        if (active.isPresent()) {
            require(
                    active.get().isStuck(),
                    target + " waits for " + active.get().id() + ", which is not over");
            told(state);
            return;
        }
        if (declared.isEmpty()) {
            require(!scene.world.ledger.targets().contains(target), target + " is looked at for ever");
            return;
        }
        require(state.orders().rollback().isEmpty(), target + " was to go back, and did not");
        unused(state);
        told(state);
        Optional<Image> newest = scene.registry.newest(declared.get().policy());
        Optional<Image> known = state.following().newest().map(TargetState.Newest::image);
        require(
                newest.map(Image::digest).equals(known.map(Image::digest))
                        || known.filter(this::isDeleted).isPresent(),
                "%s follows %s, and the newest is %s".formatted(target, known, newest));
        reasons(target, state);
        state.following().desired().ifPresent(desired -> published(declared.get(), desired));
        if (declared.get().endpoint().isPresent()) {
            EndpointName live = new EndpointName(declared.get().endpoint().get());
            state.following().desired().ifPresent(desired -> live(state, live, desired));
            agrees(state, live);
        }
    }

    /** Who runs an image that ECR holds no more has been told so. */
    private void told(TargetState state) {
        state.serving()
                .live()
                .map(TargetState.Served::image)
                .filter(image -> state.declaration().isPresent())
                .filter(image -> !scene.registry.holds(image.digest()))
                .ifPresent(image -> require(
                        isTold(state, DriftReason.IMAGE_DELETED),
                        "%s runs %s, which ECR holds no more, and nobody was told"
                                .formatted(state.name(), Mail.shown(image))));
    }

    /** Live is elsewhere, and the check has said so; what it could do about it, it has done, or something keeps it. */
    private boolean isMovedAndTold(TargetState state) {
        boolean kept = state.restraint().hold().isPresent() || isTold(state, DriftReason.OTHER_CONTROL_PLANE);
        return kept
                || scene.world.ledger.drift(state.name()).standing().stream()
                        .filter(standing -> MOVED.contains(standing.reason()))
                        .anyMatch(standing -> standing.healed().isPresent());
    }

    private boolean isTold(TargetState state, DriftReason reason) {
        return scene.world.ledger.drift(state.name()).standing(reason).isPresent();
    }

    /** Which the check says, and leaves to people. */
    private boolean isDeleted(Image image) {
        return !scene.registry.has(image.digest())
                || scene.registry.all().stream().noneMatch(image::equals);
    }

    private boolean isPublished(String parameter) {
        List<Parameters.Write> history = scene.world.parameters.history(parameter);
        return !history.isEmpty() && history.getLast().writer().equals(World.PUBLISHER);
    }

    private void unused(TargetState state) {
        scene.world.ledger.runtime(scene.world.runtime).lock().ifPresent(lock -> {
            TargetName owner = lock.owner().target();
            require(isClaimedBy(owner, lock.owner()), "the runtime's lock is left with " + lock.owner());
        });
        scene.world.ledger.runtime(scene.world.runtime).users().stream()
                .filter(user -> user.target().equals(state.name()))
                // One that was given up never came to leave it, and pruning knows that.
                .filter(user -> !scene.world.ledger.rollout(user).orElseThrow().isStuck())
                .forEach(
                        user -> require(isClaimedBy(user.target(), user), "the runtime is said to be used by " + user));
    }

    private boolean isClaimedBy(TargetName target, RolloutId rollout) {
        return scene.world.ledger.target(target).claim().active().equals(Optional.of(rollout));
    }

    /** Holds and vetoes that something has led to. */
    private void reasons(TargetName target, TargetState state) {
        state.restraint()
                .hold()
                .filter(hold -> hold.kind() == TargetState.Hold.Kind.FOREIGN_CHANGE)
                .ifPresent(hold -> require(
                        !scene.strangers.isEmpty(),
                        "%s is held for what no stranger did: %s".formatted(target, hold.reason())));
        state.restraint().vetoes().stream()
                .filter(veto -> veto.reason().equals("SMOKE_TEST_FAILED")
                        || veto.reason().equals("LIVE_FAILED"))
                .forEach(veto -> require(
                        scene.registry.quality(veto.digest()) == Registry.Quality.BAD,
                        "%s has a veto of an image that is good: %s".formatted(target, veto)));
        state.restraint().vetoes().stream()
                .filter(veto -> veto.reason().equals("READ_BACK_DIFFERS"))
                .forEach(veto -> require(
                        scene.strangers.contains("edited"), "%s has a veto for nothing: %s".formatted(target, veto)));
    }

    private void published(Declared declared, Image desired) {
        TargetName target = declared.target();
        require(
                parameter(scene.world.names.desiredImage(target)).equals(Optional.of(desired.uri())),
                "%s desires %s, and Parameter Store says %s"
                        .formatted(target, desired, parameter(scene.world.names.desiredImage(target))));
        if (declared.endpoint().isEmpty()) {
            require(
                    parameter(scene.world.names.imageTag(target))
                            .equals(Optional.of(desired.tag().value())),
                    "%s publishes the tag %s".formatted(target, parameter(scene.world.names.imageTag(target))));
        }
    }

    private void live(TargetState state, EndpointName live, Image desired) {
        Optional<Image> serves = serves(live);
        boolean there = serves.map(Image::digest).equals(Optional.of(desired.digest()));
        boolean restrained = state.restraint().hold().isPresent()
                || state.restraint().veto(desired.digest()).isPresent();
        require(
                there || restrained || isImpossible(state.name(), desired) || isMovedAndTold(state),
                "%s desires %s, serves %s, and nothing says why; the last outcome: %s"
                        .formatted(state.name(), Mail.shown(desired), serves.map(Mail::shown), last(state.name())));
    }

    /** An image that ECR holds no more cannot be rolled out; it may come back under its digest. */
    private boolean isImpossible(TargetName target, Image desired) {
        return !scene.registry.has(desired.digest())
                && last(target).filter(end -> end.contains("IMAGE_MISSING")).isPresent();
    }

    private Optional<String> last(TargetName target) {
        return scene.world.told.stream()
                .filter(Happening.RolloutFinished.class::isInstance)
                .map(Happening.RolloutFinished.class::cast)
                .filter(finished -> finished.target().equals(target))
                .map(finished -> "%s %s %s".formatted(finished.rollout(), finished.outcome(), finished.reason()))
                .reduce((first, second) -> second);
    }

    private Optional<Image> serves(EndpointName live) {
        return scene.world
                .runtimes
                .look(scene.world.runtime, live)
                .flatMap(Endpoint::liveVersion)
                .flatMap(version -> scene.world.runtimes.look(scene.world.runtime, version))
                .flatMap(RuntimeDocument::image);
    }

    /** The ledger and Parameter Store know what live serves. */
    private void agrees(TargetState state, EndpointName live) {
        state.serving()
                .live()
                .filter(served -> served.endpoint().endsWith("/" + live))
                .ifPresent(served -> {
                    require(
                            isMovedAndTold(state)
                                    || scene.world
                                            .runtimes
                                            .look(scene.world.runtime, live)
                                            .flatMap(Endpoint::liveVersion)
                                            .equals(Optional.of(served.version())),
                            "%s is said to serve version %s".formatted(live, served.version()));
                    require(
                            parameter(scene.world.names.liveImage(state.name()))
                                    .equals(Optional.of(served.image().uri())),
                            "%s serves %s, and live-image says %s"
                                    .formatted(
                                            state.name(),
                                            served.image(),
                                            parameter(scene.world.names.liveImage(state.name()))));
                });
    }

    private Optional<String> parameter(String name) {
        return scene.world.parameters.get(name);
    }
}
