package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.admission.Admission;
import slipway.admission.InMemoryExecutions;
import slipway.admission.Requests;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.image.ImageDetails;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.DriftReason;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.parameter.Publishers;
import slipway.port.Ports;
import slipway.publish.PublishHandlers;
import slipway.target.TargetName;

/** What a heal does, what keeps it, and what it says. */
class DriftHealingTest {
    private static final EndpointName LIVE = new EndpointName("live");
    private static final String TOKEN = "t".repeat(36);

    private final World world = new World();
    private final Sweeps sweeps = new Sweeps(world);
    private TargetName target = new TargetName("support");

    @BeforeEach
    void serveAnImage() {
        target = world.live("1.0.0");
        world.now = world.now.plusSeconds(600);
    }

    @Test
    void liveThatWasMovedGoesBackWithoutANewVersionAndNobodyIsToBlame() {
        world.edit();
        world.runtimes.moveEndpoint(world.runtime, LIVE, world.versions().getLast(), TOKEN);
        int versions = world.versions().size();
        sweeps.sweep();
        assertThat(world.rollout(target, 2).cause()).isEqualTo(Cause.HEAL);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 RolledBack LIVE_TAKEN_BACK");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.versions()).hasSize(versions);
        assertThat(world.state(target).restraint().vetoes()).isEmpty();
        assertThat(world.state(target).restraint().hold()).isEmpty();
        assertThat(sweeps.told()).containsExactly("found LiveMoved healing");
    }

    @Test
    void whatAHoldKeptFromBeingHealedIsHealedAfterItsRelease() {
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
        world.people.hold(target);
        sweeps.sweep();
        sweeps.sweep();
        assertThat(world.executions.running()).isEmpty();
        world.ledger.save(world.state(target)
                .withRestraint(world.state(target).restraint().withHold(Optional.empty())));
        sweeps.sweep();
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 RolledBack LIVE_TAKEN_BACK");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void anotherImageBehindTheSameVersionIsReplacedByTheProvenOne() {
        world.runtimes.delete(world.runtime, TOKEN);
        RuntimeId next = world.runtimes.create(
                new RuntimeName("support"), RuntimeSamples.configuration(), Map.of(Place.TAG, "slipway/local"));
        world.runtimes.update(next, world.runtimes.latest(next).updateBody(RuntimeSamples.TOKEN));
        world.runtimes.createEndpoint(next, LIVE, new Version(2), TOKEN, Map.of(Place.TAG, "slipway/local"));
        sweeps.sweep();
        assertThat(sweeps.standing(target)).containsOnlyOnce(DriftReason.LIVE_IMAGE_DIFFERS);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
        sweeps.sweep();
        assertThat(sweeps.standing(target)).doesNotContain(DriftReason.LIVE_IMAGE_DIFFERS);
    }

    @Test
    void anExecutionThatHangsIsWokenOnceItIsSilentForLongerThanItsWaits() {
        world.push("1.1.0");
        String execution = world.executions.running().getFirst();
        world.turn(execution);
        world.ledger.park(world.executions.rollout(execution), "a token");
        sweeps.sweep();
        assertThat(sweeps.standing(target)).isEmpty();
        world.now = world.now.plus(Duration.ofHours(2));
        sweeps.sweep();
        assertThat(sweeps.standing(target)).containsExactly(DriftReason.EXECUTION_WITHOUT_PROGRESS);
        assertThat(world.executions.woken()).containsExactly("a token");
        sweeps.sweep();
        assertThat(world.executions.woken()).hasSize(1);
        world.run();
        sweeps.sweep();
        assertThat(sweeps.standing(target)).isEmpty();
    }

    @Test
    void underARolloutNothingIsDriftAndWhatStoodStands() {
        world.images.change(
                World.image("1.0.0"),
                d -> new ImageDetails(d.digest(), d.sizeBytes(), d.pushedAt(), "ARCHIVED", d.platforms(), d.tags()));
        sweeps.sweep();
        world.images.push(World.image("1.1.0"), world.now);
        sweeps.sweep();
        world.requests.desiredImageChanged(target, world.now);
        world.turn(world.executions.running().getFirst());
        assertThat(world.state(target).claim().active()).isPresent();
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
        sweeps.sweep();
        assertThat(sweeps.standing(target)).containsExactly(DriftReason.MISSED_PUSH, DriftReason.IMAGE_ARCHIVED);
        assertThat(sweeps.told()).containsExactly("found ImageArchived", "found MissedPush healing");
    }

    @Test
    void whatAHealDidNotCureIsNotTriedAgainUntilSomethingChanges() {
        Image image = unpublished("1.1.0");
        world.answers(image, "candidate", Finding.COULD_NOT_ASK);
        sweeps.sweep();
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Inconclusive SMOKE_TEST_IMPOSSIBLE");
        sweeps.sweep();
        sweeps.sweep();
        assertThat(world.executions.running()).isEmpty();
        assertThat(sweeps.standing(target)).containsExactly(DriftReason.NOT_ROLLED_OUT);

        unpublished("1.2.0");
        sweeps.sweep();
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
        sweeps.sweep();
        assertThat(sweeps.told()).containsExactly("found NotRolledOut healing", "gone NotRolledOut");
    }

    @Test
    void aPersonWhoAsksHasItTriedAgainAndIsOnRecord() {
        Image image = unpublished("1.1.0");
        world.answers(image, "candidate", Finding.COULD_NOT_ASK);
        sweeps.sweep();
        world.run();
        world.answers(image, "candidate", Finding.PASSED);
        sweeps.ask(Optional.of(true), target);
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
        assertThat(world.rollout(target, 3).request().by()).contains(new Caller(World.PERSON));
    }

    @Test
    void aHealThatAwsWasTooBusyForIsTriedAgain() {
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
        InMemoryExecutions before = world.executions;
        sweeps.failing(AwsFailure.Kind.THROTTLED);
        assertThat(before.running()).isEmpty();
        sweeps.sweep();
        assertThat(before.running()).hasSize(1);
    }

    @Test
    void aTargetThatOnlyReportsIsHealedByNobodyButAPerson() {
        world.declareWith("'drift': {'policy': 'report'}");
        world.run();
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
        sweeps.sweep();
        sweeps.sweep();
        assertThat(sweeps.told()).containsExactly("found LiveMoved");
        assertThat(world.executions.running()).isEmpty();
        sweeps.ask(Optional.of(true), target);
        world.run();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void aTargetThatIsOffIsNotLookedAt() {
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
        sweeps.ask(Optional.of(false), target);
        world.declareWith("'drift': {'policy': 'off'}");
        world.run();
        sweeps.sweep();
        assertThat(sweeps.standing(target)).isEmpty();
        assertThat(sweeps.told()).containsExactly("found LiveMoved", "gone LiveMoved");
        assertThat(world.serves("live")).isEqualTo(new Version(1));
    }

    @Test
    void aHoldKeepsAHealAsItKeepsAPush() {
        world.people.hold(target);
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(1), TOKEN);
        sweeps.sweep();
        assertThat(sweeps.standing(target)).containsExactly(DriftReason.LIVE_MOVED);
        assertThat(world.executions.running()).isEmpty();
        assertThat(world.serves("live")).isEqualTo(new Version(1));
    }

    @Test
    void anEditIsToldFieldByFieldAndNoValueOfIt() {
        world.edit();
        sweeps.sweep();
        slipway.ledger.Finding finding = sweeps.finding(target, DriftReason.FOREIGN_VERSION);
        assertThat(finding.detail())
                .matches("Version 3 differs from version 2, which live serves: /environmentVariables/API_KEY "
                        + "\\([0-9a-f]{8} becomes [0-9a-f]{8}\\)\\.");
        assertThat(world.told.toString() + world.ledger.drift(target)).doesNotContain("edited");
    }

    @Test
    void aTargetWhoseFirstDeclarationWasLostIsFound() {
        TargetName lost = new TargetName("lost");
        world.parameters.as(World.PERSON).put(world.names.declaration(lost), World.declaration("prod", "live"));
        world.parameters.put(world.names.declarations() + "/Not-A-Target", "{}");
        world.parameters.as(World.PUBLISHER);
        sweeps.sweep();
        sweeps.settle();
        assertThat(world.ledger.targets()).contains(lost);
        assertThat(world.serves("prod")).isNotNull();
        sweeps.sweep();
        assertThat(sweeps.standing(lost)).isEmpty();
    }

    @Test
    void aHealAndThePushItMakesUpForAreOneRollout() {
        unpublished("1.1.0");
        Ports ports = new Ports() {
            private boolean met;

            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                Object answer = effect.happen();
                if (name.equals("Ledger.save") && answer instanceof RolloutRecord && !met) {
                    met = true;
                    sweeps.sweep();
                }
                return answer;
            }
        };
        Ledger late = ports.inFrontOf(Ledger.class, world.ledger);
        Publishers publishers = new Publishers(Set.of("slipway-local-image-pushed"));
        Admission admission = new Admission(late, world.executions, world.told::add, world.counted::add);
        new Requests(late, world.parameters, world.names, publishers, admission).desiredImageChanged(target, world.now);
        assertThat(world.executions.running()).hasSize(1);
        world.run();
        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN", "support-2 Promoted PROVEN");
    }

    /** Its push was taken in; the event of what was published was lost. */
    private Image unpublished(String tag) {
        Image image = World.image(tag);
        world.images.push(image, world.now);
        PublishHandlers.pushed(world.publisher, image, world.now);
        // Somebody looked at the parameter, and died before the rollout.
        long version = world.parameters
                .history(world.names.desiredImage(target))
                .getLast()
                .version();
        world.ledger.save(world.state(target)
                .withFollowing(world.state(target).following().withSeenWrites(version)));
        return image;
    }
}
