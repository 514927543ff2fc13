package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.image.ImageDetails;
import slipway.image.KeepTag;
import slipway.ledger.Caller;
import slipway.ledger.DriftReason;
import slipway.ledger.Orders.Adoption;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.VerdictRecord.Finding;
import slipway.monitor.Traffic;
import slipway.publish.PublishHandlers;
import slipway.target.TargetName;

/** Every way in which desired, live and observed may disagree: found, then healed or told, then gone. */
class DriftTest {
    private static final EndpointName LIVE = new EndpointName("live");
    private static final String TOKEN = "t".repeat(36);

    /**
     * One way.
     *
     * @param drift what happens to a target that is live on 1.0.0 and was on 0.9.0 before, unseen by everybody
     * @param remedy what a person does where nothing is healed
     */
    record Way(
            DriftReason reason,
            String what,
            BiConsumer<World, TargetName> drift,
            BiConsumer<World, TargetName> remedy) {
        @Override
        public String toString() {
            return reason + ": " + what;
        }
    }

    private static Way healed(DriftReason reason, String what, BiConsumer<World, TargetName> drift) {
        return new Way(reason, what, drift, (_, _) -> {});
    }

    static Stream<Way> ways() {
        return Stream.of(
                healed(
                        DriftReason.DECLARATION_MISSED,
                        "written, and the event lost",
                        (world, target) -> write(world, target, "\"range\": \">=1.0.0\"", "\"range\": \">=0.1.0\"")),
                healed(
                        DriftReason.DECLARATION_MISSED,
                        "removed, and the event lost",
                        (world, target) -> world.parameters.remove(world.names.declaration(target))),
                healed(
                        DriftReason.MISSED_PUSH,
                        "pushed, and the event lost",
                        (world, _) -> world.images.push(World.image("1.1.0"), world.now)),
                healed(DriftReason.TAG_MOVED, "pushed again under the same tag", (world, _) -> {
                    Image other = World.image("another");
                    world.images.push(World.SUPPORT, World.image("1.0.0").tag(), other.digest(), world.now);
                }),
                healed(
                        DriftReason.PUBLICATION_BEHIND,
                        "desired-image removed",
                        (world, target) -> world.parameters.remove(world.names.desiredImage(target))),
                healed(
                        DriftReason.PUBLICATION_BEHIND,
                        "a person's request, its event lost",
                        (world, target) -> world.parameters
                                .as(World.PERSON)
                                .put(
                                        world.names.desiredImage(target),
                                        World.image("0.9.0").uri())),
                healed(
                        DriftReason.PUBLICATION_BEHIND,
                        "live-image overwritten",
                        (world, target) -> world.parameters.put(world.names.liveImage(target), "nonsense")),
                healed(
                        DriftReason.PUBLICATION_BEHIND,
                        "image-tag overwritten",
                        (world, target) -> world.parameters.put(world.names.imageTag(target), "0.0.1")),
                healed(DriftReason.NOT_ROLLED_OUT, "published, and the event lost", (world, _) -> {
                    world.images.push(World.image("1.1.0"), world.now);
                    PublishHandlers.pushed(world.publisher, World.image("1.1.0"), world.now);
                }),
                healed(
                        DriftReason.LIVE_MOVED,
                        "to an older version",
                        (world, _) -> world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN)),
                healed(DriftReason.LIVE_MOVED, "to somebody's version", (world, _) -> {
                    world.edit();
                    world.runtimes.moveEndpoint(
                            world.runtime, LIVE, world.versions().getLast(), TOKEN);
                }),
                healed(
                        DriftReason.LIVE_MOVED,
                        "the endpoint deleted",
                        (world, _) -> world.runtimes.deleteEndpoint(world.runtime, LIVE, TOKEN)),
                healed(DriftReason.ENDPOINT_STUCK, "a move that failed", (world, _) -> {
                    world.runtimes.failNextMove("no capacity");
                    world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
                    world.runtimes.settle();
                }),
                healed(DriftReason.CONFIGURATION_DIFFERS, "the owner's, the event lost", (world, target) -> {
                    write(world, target, "\"configurationFrom\": \"live\"", "\"configurationFrom\": \"latest\"");
                    world.declarations.changed(target, world.now);
                    world.requests.desiredImageChanged(target, world.now);
                    world.edit();
                }),
                new Way(
                        DriftReason.FOREIGN_VERSION,
                        "edited in the console",
                        (world, _) -> world.edit(),
                        (world, target) -> {
                            Adoption order =
                                    new Adoption(world.versions().getLast(), new Caller(World.PERSON), world.now);
                            world.ledger.save(world.state(target)
                                    .withOrders(world.state(target).orders().withAdoption(Optional.of(order))));
                            world.push("1.1.0");
                            world.run();
                        }),
                new Way(
                        DriftReason.IMAGE_DELETED,
                        "live's",
                        (world, _) -> world.images.delete(World.image("1.0.0")),
                        (world, _) -> {
                            world.images.push(World.image("1.0.0"), world.now);
                            world.images.keep(World.image("1.0.0"), keep("1.0.0"));
                        }),
                new Way(
                        DriftReason.IMAGE_ARCHIVED,
                        "the previous one's",
                        (world, _) -> status(world, "0.9.0", "ARCHIVED"),
                        (world, _) -> status(world, "0.9.0", "ACTIVE")),
                new Way(
                        DriftReason.IMAGE_EXPIRING,
                        "its guard taken off",
                        (world, _) -> world.images.release(World.image("1.0.0"), keep("1.0.0")),
                        (world, _) -> world.images.keep(World.image("1.0.0"), keep("1.0.0"))),
                new Way(
                        DriftReason.CANDIDATE_LEFT,
                        "pointed at somebody's version",
                        (world, _) -> {
                            world.edit();
                            world.runtimes.moveEndpoint(
                                    world.runtime,
                                    LIVE.candidate(),
                                    world.versions().getLast(),
                                    TOKEN);
                        },
                        (world, _) -> world.runtimes.deleteEndpoint(world.runtime, LIVE.candidate(), TOKEN)),
                new Way(
                        DriftReason.PREVIOUS_MISSING,
                        "deleted",
                        (world, _) -> world.runtimes.deleteEndpoint(world.runtime, LIVE.previous(), TOKEN),
                        (world, _) -> {
                            world.push("1.1.0");
                            world.run();
                        }),
                healed(DriftReason.ROLLOUT_WITHOUT_EXECUTION, "killed, and the event lost", (world, _) -> {
                    world.push("1.1.0");
                    world.executions.running().forEach(world.executions::end);
                }),
                healed(
                        DriftReason.LOCK_WITHOUT_OWNER,
                        "an end that was not written down",
                        (world, target) -> world.ledger.save(
                                world.ledger.runtime(world.runtime).lockedBy(RolloutId.of(target, 2), world.now))),
                new Way(
                        DriftReason.DEFAULT_IN_USE,
                        "after an edit",
                        (world, _) -> {
                            world.edit();
                            String arn = world.runtimes.latest(world.runtime).arn();
                            world.monitor.asked(
                                    arn,
                                    new RuntimeName("support"),
                                    new EndpointName("DEFAULT"),
                                    world.now.plus(Duration.ofMinutes(5)),
                                    new Traffic(3, 0, 0, 1, 20, 3));
                        },
                        (_, _) -> {}),
                new Way(
                        DriftReason.OTHER_CONTROL_PLANE,
                        "tagged anew",
                        (world, _) -> world.runtimes.tag(arn(world), Map.of(Place.TAG, "other/prod")),
                        (world, _) -> world.runtimes.tag(arn(world), Map.of(Place.TAG, "slipway/local"))),
                new Way(
                        DriftReason.RUNTIME_GONE,
                        "deleted",
                        (world, _) -> world.runtimes.delete(world.runtime, TOKEN),
                        (world, _) -> world.runtimes.create(
                                new RuntimeName("support"),
                                RuntimeSamples.configuration(),
                                Map.of(Place.TAG, "slipway/local"))),
                new Way(
                        DriftReason.ORPHAN,
                        "declared on another runtime",
                        (world, target) -> {
                            world.runtimes.create(
                                    new RuntimeName("support2"),
                                    RuntimeSamples.configuration(),
                                    Map.of(Place.TAG, "slipway/local"));
                            world.declareRuntime(target.value(), "support2");
                            world.run();
                        },
                        (world, _) -> world.runtimes.delete(world.runtime, TOKEN)),
                new Way(
                        DriftReason.HELD_TOO_LONG,
                        "by a person",
                        (world, target) -> {
                            hold(world, target);
                            world.now = world.now.plus(Duration.ofDays(8));
                        },
                        (world, target) -> world.ledger.save(world.state(target)
                                .withRestraint(world.state(target).restraint().withHold(Optional.empty())))),
                new Way(
                        DriftReason.VETOED_TOO_LONG,
                        "the newest image",
                        (world, target) -> {
                            world.answers(World.image("1.1.0"), "candidate", Finding.AGENT_FAILED);
                            world.push("1.1.0");
                            world.run();
                            world.now = world.now.plus(Duration.ofDays(31));
                        },
                        (world, _) -> {
                            world.push("1.2.0");
                            world.run();
                        }),
                new Way(
                        DriftReason.UNREADABLE,
                        "a call that is denied",
                        (world, _) -> world.runtimes.failNext("ListAgentRuntimeEndpoints", AwsFailure.Kind.DENIED),
                        (_, _) -> {}),
                new Way(
                        DriftReason.UNREADABLE,
                        "a declaration that does not hold",
                        (world, target) -> world.parameters.put(world.names.declaration(target), "{}"),
                        (world, target) -> world.parameters.put(world.names.declaration(target), range())));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void isFoundThenHealedOrToldThenGone(Way way) {
        World world = new World();
        Sweeps sweeps = new Sweeps(world);
        TargetName target = live(world);
        sweeps.sweep();
        assertThat(sweeps.standing(target)).as("at rest").isEmpty();

        way.drift().accept(world, target);
        int changes = world.runtimes.calls().size();
        sweeps.ask(Optional.of(false), target);
        assertThat(sweeps.standing(target)).as("found").contains(way.reason());
        assertThat(world.runtimes.calls()).as("finding changes nothing").hasSize(changes);

        String found = "found " + way.reason().word();
        assertThat(sweeps.told()).containsOnlyOnce(found);
        sweeps.sweep();
        sweeps.settle();
        way.remedy().accept(world, target);
        sweeps.sweep();
        sweeps.settle();
        sweeps.sweep();
        assertThat(sweeps.standing(target)).as("gone").doesNotContain(way.reason());
        assertThat(sweeps.told()).containsOnlyOnce(found, "gone " + way.reason().word());
    }

    /** Beside these, an execution that hangs, an image that was exchanged behind live: {@code DriftLooksTest}. */
    @Test
    void everyReasonHasItsWay() {
        Set<DriftReason> shown =
                ways().map(Way::reason).collect(Collectors.toCollection(() -> EnumSet.noneOf(DriftReason.class)));
        assertThat(EnumSet.complementOf(EnumSet.copyOf(shown)))
                .containsExactlyInAnyOrder(DriftReason.EXECUTION_WITHOUT_PROGRESS, DriftReason.LIVE_IMAGE_DIFFERS);
    }

    static TargetName live(World world) {
        TargetName target = world.declare("support", range());
        world.push("0.9.0");
        world.run();
        world.push("1.0.0");
        world.run();
        return target;
    }

    private static String range() {
        return World.declaration("live", "live").replace(">=1.0.0", ">=0.1.0 ");
    }

    private static void write(World world, TargetName target, String from, String to) {
        String text = world.parameters.get(world.names.declaration(target)).orElseThrow();
        String next = text.replace(from, to) + " ";
        world.parameters.as(World.PERSON).put(world.names.declaration(target), next);
        world.parameters.as(World.PUBLISHER);
    }

    private static void status(World world, String tag, String status) {
        world.images.change(
                World.image(tag),
                d -> new ImageDetails(d.digest(), d.sizeBytes(), d.pushedAt(), status, d.platforms(), d.tags()));
    }

    private static KeepTag keep(String tag) {
        return KeepTag.of("local-support", World.image(tag).digest());
    }

    private static String arn(World world) {
        return world.runtimes.latest(world.runtime).arn();
    }

    private static void hold(World world, TargetName target) {
        world.ledger.save(world.state(target)
                .withRestraint(world.state(target)
                        .restraint()
                        .withHold(Optional.of(
                                new Hold(Hold.Kind.PERSON, "release night", Optional.empty(), world.now)))));
    }
}
