package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.event.Happening;
import slipway.failure.AwsFailure.Kind;
import slipway.image.Image;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Proof;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.VerdictRecord.Finding;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.Ports;
import slipway.publish.PublishHandlers;
import slipway.publish.Publisher;
import slipway.target.TargetName;

/** Whole rollouts, from a push to the outcome, in virtual time. */
final class RolloutStoryTest {
    private final World world = new World();

    @Test
    void firstPushCreatesLiveOnAVersionOfItsOwn() {
        TargetName target = world.declare("support", "live", "live");

        Image image = world.push("1.0.0");
        world.run();

        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.document("live").containerUri())
                .hasValueSatisfying(uri -> assertThat(uri).endsWith("@" + image.digest()));
        assertThat(world.parameters.get(world.names.liveImage(target))).contains(image.uri());
        assertThat(world.parameters.get(world.names.imageTag(target))).contains("1.0.0");
        assertThat(world.state(target).serving().live().orElseThrow().proof()).isEqualTo(Proof.PASSED);
        assertThat(world.state(target).claim().active()).isEmpty();
    }

    @Test
    void declarationIsEvaluatedAgainstWhatIsInEcrAlready() {
        world.push("1.0.0");
        world.push("1.2.0");

        world.declare("support", "live", "live");
        world.run();

        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.2.0").uri());
    }

    @Test
    void samePushManyTimesIsOneRollout() {
        TargetName target = world.declare("support", "live", "live");
        world.push("1.0.0");

        world.arrive("1.0.0");
        world.run();
        world.arrive("1.0.0");
        world.run();

        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN");
        assertThat(world.executions.all()).hasSize(1);
        assertThat(world.state(target).decisions().getFirst().what()).isEqualTo("AlreadyLive");
    }

    @Test
    void olderTagIsNotPublishedAndTheReasonIsOnRecord() {
        TargetName target = world.declare("support", "live", "live");
        world.push("1.1.0");
        world.run();

        world.push("1.0.9");
        world.run();

        assertThat(world.outcomes()).hasSize(1);
        assertThat(world.state(target).decisions())
                .anySatisfy(d -> assertThat(d.what() + " " + d.why()).contains("NotPublished", "not newer than 1.1.0"));
    }

    @Test
    void wrongAnswerRejectsAndTheDigestIsNotTriedAgain() {
        TargetName target = world.live("1.0.0");
        Image bad = World.image("1.1.0");
        world.answers(bad, "candidate", Finding.AGENT_FAILED);

        world.push("1.1.0");
        world.run();
        world.declare("support", "live", "live");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.executions.all()).hasSize(2);
        assertThat(world.state(target).decisions().getFirst().what()).isEqualTo("Vetoed");
    }

    @Test
    void imageForAnotherPlatformIsRejectedBeforeAnyVersionIsMade() {
        world.live("1.0.0");
        Image image = World.image("1.1.0");
        world.images.push(image, world.now);
        world.images.change(
                image,
                d -> new slipway.image.ImageDetails(
                        d.digest(),
                        d.sizeBytes(),
                        d.pushedAt(),
                        d.status(),
                        java.util.Set.of("linux/amd64"),
                        d.tags()));

        world.arrive("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected WRONG_PLATFORM");
        assertThat(world.runtimes.latest(world.runtime).version()).isEqualTo(new Version(2));
    }

    @Test
    void failureBehindLiveMovesItBackAndVetoesTheDigest() {
        TargetName target = world.live("1.0.0");
        world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);

        world.push("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack LIVE_FAILED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.parameters.get(world.names.liveImage(target)))
                .contains(World.image("1.0.0").uri());
        assertThat(world.state(target).restraint().veto(World.image("1.1.0").digest()))
                .isPresent();
    }

    @Test
    void failureOfTheFirstRolloutRemovesTheLiveEndpointThatItMade() {
        world.declare("support", "live", "live");
        world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);

        world.push("1.0.0");
        world.run();

        assertThat(world.outcomes()).containsExactly("support-1 RolledBack LIVE_FAILED");
        assertThat(world.runtimes.endpoint(world.runtime, new EndpointName("live")))
                .isEmpty();
    }

    @Test
    void foreignVersionHoldsTheTargetUntilTheDeclarationAcceptsIt() {
        TargetName target = world.live("1.0.0");
        world.edit();

        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected FOREIGN_CHANGE");
        assertThat(world.state(target).restraint().hold()).isPresent();
        world.push("1.2.0");
        assertThat(world.executions.running()).isEmpty();

        world.declare("support", "live", "latest");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROVEN");
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/API_KEY")
                        .asText())
                .isEqualTo("edited");
    }

    @Test
    void newerImageWaitsAndThenGoesOut() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.turn(world.executions.running().getFirst());

        world.push("1.2.0");
        world.push("1.3.0");
        assertThat(world.state(target).claim().waiting().orElseThrow().image()).isEqualTo(World.image("1.3.0"));
        world.run();

        assertThat(world.outcomes())
                .containsExactly("support-1 Promoted PROVEN", "support-2 Promoted PROVEN", "support-3 Promoted PROVEN");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.3.0").uri());
    }

    @Test
    void whatWaitedIsToldToHaveBeenDesiredBeforeItsRolloutStarted() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.turn(world.executions.running().getFirst());
        world.push("1.2.0");
        Instant desired = world.now;
        world.now = desired.plusSeconds(90);
        world.run();

        Happening.RolloutFinished finished = world.told.stream()
                .filter(Happening.RolloutFinished.class::isInstance)
                .map(Happening.RolloutFinished.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(finished.desiredSince()).isEqualTo(desired).isBefore(finished.startedAt());
        assertThat(world.told)
                .filteredOn(happening -> happening instanceof Happening.RolloutStarted started
                        && started.rollout().equals(finished.rollout()))
                .extracting(Happening::at)
                .containsExactly(finished.startedAt());
    }

    @Test
    void twoTargetsOfOneRuntimeUpdateItOneAtATime() {
        world.runtimes.readyAfterReads(3);
        world.declare("support-dev", "dev", "live");
        world.declare("support-prod", "prod", "live");

        world.push("1.0.0");
        assertThat(world.executions.running()).hasSize(2);
        world.run();

        assertThat(world.outcomes())
                .containsExactlyInAnyOrder("support-dev-1 Promoted PROVEN", "support-prod-1 Promoted PROVEN");
        // The second target found the version that the first one made.
        assertThat(world.runtimes.latest(world.runtime).version()).isEqualTo(new Version(2));
    }

    @Test
    void deniedCallIsStuckNamingActionAndRoleAndGoesOnAfterARetry() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.runtimes.failNext("UpdateAgentRuntime", Kind.DENIED);
        world.now = world.now.plusSeconds(180);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Stuck ACCESS_DENIED");
        assertThat(world.rollout(target, 2).ending().orElseThrow().explanation())
                .contains("slipway-local-rollout", "bedrock-agentcore:UpdateAgentRuntime");
        assertThat(world.state(target).claim().active()).isPresent();

        world.ask(target, World.image("1.1.0").uri());
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.runtimes.latest(world.runtime).version()).isEqualTo(new Version(3));
    }

    @Test
    void updateWhoseAnswerWasLostIsFoundAgain() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.runtimes.loseNextAnswer("UpdateAgentRuntime");

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.runtimes.latest(world.runtime).version()).isEqualTo(new Version(3));
    }

    @Test
    void testThatCannotBeMadeIsTriedAgainAndEndsInconclusive() {
        TargetName target = world.live("1.0.0");
        world.answers(World.image("1.1.0"), "candidate", Finding.COULD_NOT_ASK);
        world.push("1.1.0");

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Inconclusive SMOKE_TEST_IMPOSSIBLE");
        assertThat(world.state(target).restraint().vetoes()).isEmpty();
        assertThat(world.rollout(target, 2).progress().tests().candidate()).isEqualTo(4);
    }

    @Test
    void anotherImageWrittenByAPersonIsPinnedUntilTheNewestIsWritten() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.run();

        world.ask(target, World.image("1.0.0").uri());
        world.run();
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.0.0").uri());
        world.push("1.2.0");
        world.run();
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.0.0").uri());

        world.ask(target, World.image("1.2.0").uri());
        world.run();

        assertThat(world.document("live").containerUri())
                .contains(World.image("1.2.0").uri());
        assertThat(world.state(target).following().pin()).isEmpty();
    }

    @Test
    void delayedWriteOfAPublisherIsNoPin() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.run();

        world.parameters
                .as(World.PUBLISHER)
                .put(world.names.desiredImage(target), World.image("1.0.0").uri());
        world.requests.desiredImageChanged(target, world.now);
        world.run();

        assertThat(world.state(target).following().pin()).isEmpty();
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
    }

    @Test
    void pinWhoseEventWasLostIsWrittenAgainWhenTheDeclarationIsLookedAt() {
        TargetName target = world.live("1.0.0");
        String pinned = World.image("1.0.0").uri();
        world.parameters.as(World.PERSON).put(world.names.desiredImage(target), pinned);
        world.parameters.as(World.PUBLISHER);

        world.declarations.changed(target, world.now);

        // Written by one of Slipway's own, that brings another event, and the pin is taken up.
        assertThat(world.parameters.history(world.names.desiredImage(target)).getLast())
                .satisfies(write -> assertThat(write.writer()).isEqualTo(World.PUBLISHER))
                .satisfies(write -> assertThat(write.value()).isEqualTo(pinned));
    }

    @Test
    void pinThatIsWrittenWhileNobodyDeclaresTheTargetIsTakenUpByTheNextDeclaration() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.parameters.remove(world.names.declaration(target));
        world.declarations.changed(target, world.now);
        world.ask(target, World.image("1.0.0").uri());

        world.declare("support", "live", "live");
        world.run();

        assertThat(world.state(target).following().pin()).isPresent();
        assertThat(world.parameters.get(world.names.desiredImage(target)))
                .contains(World.image("1.0.0").uri());
    }

    @Test
    void nothingStaysPublishedOfADeclarationThatGoesWhileItsImageIsWritten() {
        TargetName target = world.declare("support", "live", "live");
        world.images.push(World.image("1.0.0"), world.now);
        Ports removing = new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.equals("Parameters.put")) {
                    world.parameters.remove(world.names.declaration(target));
                    world.declarations.changed(target, world.now);
                }
                return effect.happen();
            }
        };
        Projection projection = new Projection(
                world.ledger,
                removing.inFrontOf(Parameters.class, world.parameters),
                world.names,
                new Publishers(Set.of()),
                world.told::add);
        PublishHandlers.pushed(
                new Publisher(world.ledger, world.images, projection, counted -> {}), World.image("1.0.0"), world.now);

        assertThat(world.state(target).declaration()).isEmpty();
        assertThat(world.parameters.get(world.names.desiredImage(target))).isEmpty();
    }

    @Test
    void imageThatIsPinnedWhileItsRolloutEndsForANewerOneGoesOutAgain() {
        TargetName target = world.live("1.0.0");
        world.declareWith("'approval': {'expiresHours': 1}");
        world.pushUntil("1.1.0", progress -> progress.approval().isPresent());
        String execution = world.executions.running().getFirst();
        world.push("1.2.0");
        RolloutRecord ending = world.rollout(world.executions.rollout(execution));
        world.ledger.save(ending.ended(new Ending(
                Outcome.SUPERSEDED,
                "NEWER_IMAGE",
                "A newer image is waiting.",
                Consequence.NONE,
                Optional.empty(),
                Optional.empty(),
                world.now,
                false)));
        world.people.pin(target, World.image("1.1.0"));
        world.turn(execution);

        assertThat(world.outcomes()).endsWith(ending.id() + " Superseded NEWER_IMAGE");
        assertThat(world.rollout(world.executions.rollout(
                                world.executions.running().getFirst()))
                        .image())
                .isEqualTo(World.image("1.1.0"));
    }

    @Test
    void valueThatIsNoImageIsRefusedAndSaid() {
        TargetName target = world.live("1.0.0");

        world.ask(target, "latest, please");
        world.run();

        assertThat(world.state(target).decisions())
                .anySatisfy(d -> assertThat(d.what()).isEqualTo("Refused"));
        assertThat(world.outcomes()).hasSize(1);
    }

    @Test
    void executionThatDiedIsFollowedByTheNext() {
        world.live("1.0.0");
        world.push("1.1.0");
        String execution = world.executions.running().getFirst();
        world.turn(execution);
        world.executions.end(execution);

        world.arrive("1.1.0");
        world.run();

        assertThat(world.executions.all()).contains("support-2-push-1", "support-2-push-2");
        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
    }

    @Test
    void removedDeclarationSupersedesBeforeLiveMoves() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.turn(world.executions.running().getFirst());

        world.parameters.remove(world.names.declaration(target));
        world.declarations.changed(target, world.now);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Superseded DECLARATION_REMOVED");
        assertThat(world.runtimes.endpoint(world.runtime, new EndpointName("candidate")))
                .isEmpty();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void livePointsToTheCandidateOnlyAfterItsProof() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();

        List<String> calls = world.runtimes.calls();
        int moved = calls.indexOf("UpdateAgentRuntimeEndpoint %s live 3".formatted(world.runtime));
        int tested = calls.indexOf("UpdateAgentRuntimeEndpoint %s candidate 3".formatted(world.runtime));
        assertThat(tested).isBetween(0, moved);
        assertThat(world.ledger.verdict(
                        world.rollout(new TargetName("support"), 2).id(), "candidate", 1))
                .isPresent();
    }
}
