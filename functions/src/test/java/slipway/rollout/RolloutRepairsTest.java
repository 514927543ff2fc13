package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.event.Counts;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.RolloutId;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** What a rollout does when others interfere, and what repairs do. */
final class RolloutRepairsTest {
    private final World world = new World();

    @Test
    void denialThatPassesWhileGrantsSpreadIsWaitedOut() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.runtimes.failNext("UpdateAgentRuntime", Kind.DENIED);

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
    }

    @Test
    void updateOfSomebodyElseBetweenLookAndCallIsNotUndone() {
        world.declare("support", "live", "latest");
        world.push("1.0.0");
        world.run();
        world.push("1.1.0");
        world.runtimes.beforeNext("UpdateAgentRuntime", world::edit);

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/API_KEY")
                        .asText())
                .isEqualTo("edited");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
    }

    @Test
    void updateOfSomebodyElseBetweenLookAndCallIsForeignWhereLiveIsTheBase() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.runtimes.beforeNext("UpdateAgentRuntime", world::edit);

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected FOREIGN_CHANGE");
        assertThat(world.state(target).restraint().hold()).isPresent();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void versionWhoseAnswerWasLostIsUsedThoughSomebodyEditedAfterIt() {
        TargetName target = world.live("1.0.0");
        world.runtimes.loseNextAnswer("UpdateAgentRuntime");
        world.push("1.1.0");
        String execution = world.executions.running().getFirst();
        world.turnUntil(execution, () -> world.versions().size() > 2);
        world.runtimes.settle();
        world.edit();

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(world.versions()).hasSize(4);
        assertThat(world.state(target).restraint().hold()).isEmpty();
    }

    @Test
    void versionThatWasMadeInVainIsOnRecord() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.runtimes.beforeNext("UpdateAgentRuntime", world::edit);

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected FOREIGN_CHANGE");
        assertThat(world.ledger.runtime(world.runtime).made())
                .containsEntry(4, RolloutId.of(new TargetName("support"), 2));
    }

    @Test
    void liveThatSomebodyMovesDuringTheRolloutStaysWhereTheyPutIt() {
        TargetName target = world.live("1.0.0");
        world.answers(World.image("1.1.0"), "live", Finding.COULD_NOT_ASK);
        world.push("1.1.0");
        String execution = world.executions.running().getFirst();
        world.turnUntil(
                execution, () -> world.rollout(target, 2).progress().tests().live() > 1);
        world.now = world.now.plusSeconds(120);
        world.runtimes.moveEndpoint(world.runtime, new EndpointName("live"), new Version(1), RuntimeSamples.TOKEN);
        world.runtimes.settle();

        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack FOREIGN_CHANGE");
        assertThat(world.serves("live")).isEqualTo(new Version(1));
    }

    @Test
    void rolloutStuckBeforeItChangedAnythingGivesWayToARepairedDeclaration() {
        world.declare("support", "live", "live");
        TargetName target = world.declareRuntime("support", "misspelt");
        world.push("1.0.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-1 Stuck RUNTIME_MISSING");

        world.declare("support", "live", "live");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.state(target).claim().active()).isEmpty();
    }

    @Test
    void versionThatFailedIsNotUsedAgain() {
        TargetName target = world.live("1.0.0");
        world.runtimes.failNextVersion("the registry did not answer");
        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected VERSION_FAILED");

        world.ask(target, World.image("1.1.0").uri());
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(4));
    }

    @Test
    void deletedParameterIsHeardAgain() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.parameters.remove(world.names.desiredImage(target));

        world.ask(target, World.image("1.0.0").uri());
        world.run();

        assertThat(world.state(target).following().pin()).isPresent();
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.0.0").uri());
    }

    @Test
    void targetThatMovesToAnotherEndpointRollsOutThere() {
        world.live("1.0.0");

        world.declare("support", "prod", "live");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.serves("prod")).isEqualTo(new Version(2));
    }

    @Test
    void targetThatMovesToAnotherEndpointDuringARolloutRollsOutThereNext() {
        TargetName target = world.live("1.0.0");
        world.pushUntil("1.1.0", p -> p.candidate().isPresent());

        world.declare("support", "prod", "live");
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN", "support-3 Promoted PROVEN");
        assertThat(world.serves("prod")).isEqualTo(new Version(3));
        assertThat(world.state(target).claim().active()).isEmpty();
    }

    @Test
    void declarationThatChangesSomethingElseDuringARolloutStartsNone() {
        world.live("1.0.0");
        world.pushUntil("1.1.0", p -> p.candidate().isPresent());

        world.declareWith("'bake': {'minutes': 15}");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
    }

    @Test
    void refusedDeclarationIsCountedAndChangesNothing() {
        TargetName target = world.live("1.0.0");

        world.declare("support", "{\"schema\": 2}");

        assertThat(world.counted).containsExactly(Counts.Counted.DECLARATIONS_REFUSED);
        assertThat(world.state(target).decisions())
                .anySatisfy(d ->
                        assertThat(d.what() + " " + d.why()).contains("Refused", "/schema: 2; write 1", "/repository"));
        assertThat(world.state(target).declaration()).isPresent();
    }
}
