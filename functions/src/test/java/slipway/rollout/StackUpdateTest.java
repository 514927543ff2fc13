package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.customresource.CustomResource;
import slipway.customresource.PhysicalId;
import slipway.ledger.Orders.Configure;
import slipway.ledger.VerdictRecord.Finding;
import slipway.resource.CloudFormation;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;
import slipway.target.TargetName;

/** A stack and rollouts have a hand in the same runtime: the stack in its configuration, rollouts in its image. */
class StackUpdateTest {
    private static final String CALM = "{'environmentVariables': {'API_KEY': 'secret'}}";
    private static final String BRISK = "{'environmentVariables': {'API_KEY': 'secret', 'MODE': 'brisk'}}";
    private static final TargetName SUPPORT = new TargetName("support");

    private final World world = new World();
    private final CustomResource<?> resource =
            CloudFormation.runtime(world.runtimes, world.runtimes, world.ledger, world.admission, world.seal);
    private final CloudFormation stack = new CloudFormation(() -> world.now, this::pass);
    private final PhysicalId present = new PhysicalId(world.runtime.value());

    /** Rollouts go on while the stack waits. */
    private void pass(Duration pause) {
        List<String> running = world.executions.running();
        running.forEach(world::turn);
        if (running.isEmpty()) {
            world.now = world.now.plus(pause);
        }
    }

    @Test
    void aVariableArrivesAndTheImageStaysThatARolloutBrought() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        Success updated = success(update(CALM, BRISK));
        assertThat(updated.outcome()).isEqualTo("Promoted");
        assertThat(updated.id()).isEqualTo(present);
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .textValue())
                .isEqualTo("brisk");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
        assertThat(updated.data())
                .containsEntry("AgentRuntimeVersion", world.serves("live").asString());
    }

    @Test
    void aBreakingVariableFailsTheStackWithoutMovingLiveAndBlocksNothing() {
        world.live("1.0.0");
        Version before = world.serves("live");
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        Failure failed = failure(update(CALM, BRISK));
        assertThat(failed.reason())
                .contains("support", "support-2", "Rejected", "slipway show support-2")
                .doesNotContain("brisk");
        assertThat(world.serves("live")).isEqualTo(before);

        int rollouts = world.outcomes().size();
        Success back = success(update(BRISK, CALM));
        assertThat(back.outcome()).isEqualTo("Unchanged");
        assertThat(world.outcomes()).hasSize(rollouts);

        world.push("1.1.0");
        world.run();
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
    }

    @Test
    void theSameConfigurationIsNotTriedAgainAndTheStackIsToldHowToLiftTheVeto() {
        world.live("1.0.0");
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        failure(update(CALM, BRISK));
        Failure again = failure(update(CALM, BRISK));
        assertThat(again.reason()).contains("slipway veto lift support ");
    }

    @Test
    void goesBackProvenAndWithoutAVeto() {
        world.live("1.0.0");
        success(update(CALM, BRISK));
        Success back = success(update(BRISK, CALM));
        assertThat(back.outcome()).isEqualTo("Promoted");
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .isMissingNode())
                .isTrue();
        assertThat(world.state(SUPPORT).restraint().configurations()).isEmpty();
    }

    @Test
    void aTargetOnHoldFailsTheStackAtOnceWithTheCommandThatHelps() {
        world.live("1.0.0");
        world.people.hold(SUPPORT);
        Failure failed = failure(update(CALM, BRISK));
        assertThat(failed.reason()).contains("slipway release support");
        assertThat(world.state(SUPPORT).orders().configuration()).isEmpty();
    }

    @Test
    void whatAgentCoreWouldRefuseIsNotOrdered() {
        world.live("1.0.0");
        int versions = world.versions().size();
        String large = "{'platformVersion': 'V2', 'environmentVariables': {'A': '%s'}}".formatted("x".repeat(2560));
        Failure failed = failure(update(CALM, large));
        assertThat(failed.reason()).contains("2561 bytes", "at most 2560").doesNotContain("xxx");
        assertThat(world.state(SUPPORT).orders().configuration()).isEmpty();
        assertThat(world.versions()).hasSize(versions);
        assertThat(success(update(large, CALM)).outcome()).isEqualTo("Unchanged");
    }

    @Test
    void aStackMayGoBackToWhatLiveServesEvenIfTheTargetIsHeld() {
        world.live("1.0.0");
        world.people.hold(SUPPORT);
        assertThat(success(update(BRISK, CALM)).outcome()).isEqualTo("Unchanged");
    }

    @Test
    void withAnApprovalOnlyRequestedIsAccepted() {
        world.live("1.0.0", "'approval': {'expiresHours': 1}");
        assertThat(failure(update(CALM, BRISK)).reason()).contains("WaitFor requested");
        Success requested = success(update(declared(CALM), declared(BRISK).put("WaitFor", "requested")));
        assertThat(requested.outcome()).isEqualTo("Requested");
        assertThat(world.executions.running()).isNotEmpty();
    }

    @Test
    void aBakeLongerThanTheHourNeedsProven() {
        world.live("1.0.0", "'bake': {'minutes': 90}");
        assertThat(failure(update(CALM, BRISK)).reason()).contains("90 minutes", "WaitFor proven");
        Success proven = success(update(declared(CALM), declared(BRISK).put("WaitFor", "proven")));
        assertThat(proven.outcome()).isEqualTo("Proven");
        world.run();
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .textValue())
                .isEqualTo("brisk");
    }

    @Test
    void everyTargetOfTheRuntimeIsBroughtThere() {
        world.live("1.0.0");
        world.declare("canary", "canary", "live");
        world.run();
        success(update(CALM, BRISK));
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .textValue())
                .isEqualTo("brisk");
        assertThat(world.document("canary")
                        .json()
                        .at("/environmentVariables/MODE")
                        .textValue())
                .isEqualTo("brisk");
    }

    @Test
    void anOrderThatIsNotCarriedOutInTimeIsWithdrawn() {
        world.live("1.0.0");
        world.push("1.1.0");
        CloudFormation asleep = new CloudFormation(() -> world.now, pause -> world.now = world.now.plus(pause));
        Failure late = failure(asleep.update(resource, present, declared(CALM), declared(BRISK)));
        assertThat(late.reason()).contains("support-2, which has to end first");
        assertThat(world.state(SUPPORT).orders().configuration()).isEmpty();
        world.run();
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aLaterRequestTakesThePlaceOfAnEarlierOne() {
        world.live("1.0.0");
        update(declared(CALM), declared(BRISK).put("WaitFor", "requested"));
        Success back = success(update(BRISK, CALM));
        assertThat(back.outcome()).isEqualTo("Unchanged");
        world.run();
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .isMissingNode())
                .isTrue();
        assertThat(world.state(SUPPORT).orders().configuration().filter(Configure::waits))
                .isEmpty();
    }

    @Test
    void withoutATargetTheRuntimeIsChangedDirectlyAndTheOutcomeSaysSo() {
        world.runtimes.readyAfterReads(2);
        Success updated = success(update(CALM, BRISK));
        assertThat(updated.outcome()).isEqualTo("Unproven");
        assertThat(updated.data()).containsEntry("AgentRuntimeVersion", "2");
        assertThat(world.runtimes
                        .latest(world.runtime)
                        .json()
                        .at("/environmentVariables/MODE")
                        .textValue())
                .isEqualTo("brisk");
        assertThat(success(update(BRISK, CALM)).outcome()).isEqualTo("Unproven");
    }

    @Test
    void aFirstRolloutIsWaitedForAndTheConfigurationFollowsIt() {
        world.declare("support", "live", "live");
        world.push("1.0.0");
        assertThat(success(update(CALM, BRISK)).outcome()).isEqualTo("Promoted");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.0.0").uri());
    }

    @Test
    void tagsChangeWithoutAVersion() {
        world.live("1.0.0");
        int versions = world.versions().size();
        ObjectNode before = declared(CALM);
        before.putObject("Tags").put("team", "support").put("cost", "7");
        ObjectNode after = declared(CALM);
        after.putObject("Tags").put("team", "sales");
        success(update(declared(CALM), before));
        success(update(before, after));
        String arn = world.runtimes.latest(world.runtime).arn();
        assertThat(world.runtimes.tags(arn))
                .containsEntry("team", "sales")
                .containsKey("slipway:control-plane")
                .doesNotContainKey("cost");
        assertThat(world.versions()).hasSize(versions);
    }

    @Test
    void anotherNameIsAnotherRuntimeAndTheOldOneGoes() {
        Success made = success(stack.create(resource, named("agents_one")));
        Success renamed = success(stack.update(resource, made.id(), named("agents_one"), named("agents_two")));
        assertThat(renamed.id()).isNotEqualTo(made.id());
        assertThat(world.runtimes.find(new RuntimeName("agents_one"))).isPresent();
        success(stack.delete(resource, made.id()));
        assertThat(world.runtimes.find(new RuntimeName("agents_one"))).isEmpty();
        assertThat(world.runtimes.find(new RuntimeName("agents_two")))
                .contains(new RuntimeId(renamed.id().value()));
    }

    @Test
    void aRenamingThatFailsLeavesTheOldRuntimeAlone() {
        Success made = success(stack.create(resource, named("agents_one")));
        world.runtimes.readyAfterReads(2);
        world.runtimes.failNextVersion("no such image");
        Failure failed = failure(stack.update(resource, made.id(), named("agents_one"), named("agents_two")));
        assertThat(failed.id()).isEqualTo(made.id());
        assertThat(world.runtimes.find(new RuntimeName("agents_two"))).isEmpty();
        Success back = success(stack.update(resource, made.id(), named("agents_two"), named("agents_one")));
        assertThat(back.id()).isEqualTo(made.id());
    }

    @Test
    void goingBackToTheOldNameFindsTheOldRuntimeAgain() {
        Success made = success(stack.create(resource, named("agents_one")));
        Success renamed = success(stack.update(resource, made.id(), named("agents_one"), named("agents_two")));
        Success back = success(stack.update(resource, renamed.id(), named("agents_two"), named("agents_one")));
        assertThat(back.id()).isEqualTo(made.id());
        success(stack.delete(resource, renamed.id()));
        assertThat(world.runtimes.find(new RuntimeName("agents_one"))).isPresent();
    }

    @Test
    void whatSomebodyDeletedByHandIsMadeAgain() {
        Success made = success(stack.create(resource, named("agents_one")));
        world.runtimes.delete(new RuntimeId(made.id().value()), RuntimeSamples.TOKEN);
        Success again = success(stack.update(resource, made.id(), named("agents_one"), named("agents_one")));
        assertThat(again.id()).isNotEqualTo(made.id());
        success(stack.delete(resource, made.id()));
        assertThat(world.runtimes.find(new RuntimeName("agents_one"))).isPresent();
    }

    @Test
    void adoptsByNameConfiguresByARolloutAndNeverDeletes() {
        world.live("1.0.0");
        Success adopted = success(stack.create(resource, adopting(BRISK)));
        assertThat(adopted.id().value()).isEqualTo("adopted:" + world.runtime);
        assertThat(adopted.outcome()).isEqualTo("Adopted");
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/MODE")
                        .textValue())
                .isEqualTo("brisk");
        assertThat(failure(stack.update(resource, adopted.id(), adopting(BRISK), declared(BRISK)))
                        .reason())
                .contains("Adopt");
        success(stack.delete(resource, adopted.id()));
        assertThat(world.runtimes.runtimes()).contains(world.runtime);
    }

    @Test
    void anotherControlPlanesRuntimeIsNotAdopted() {
        RuntimeName theirs = new RuntimeName("theirs");
        world.runtimes.create(theirs, RuntimeSamples.configuration(), Map.of(Place.TAG, "slipway/prod"));
        Failure failed = failure(stack.create(resource, adopting(CALM).put("RuntimeName", "theirs")));
        assertThat(failed.reason()).contains("slipway/prod");
        assertThat(failed.id()).isEqualTo(PhysicalId.nothing());
        assertThat(failure(stack.create(resource, adopting(CALM).put("RuntimeName", "nobodys")))
                        .reason())
                .contains("no runtime named nobodys");
    }

    @Test
    void aRolloutUnderWayEndsBeforeItsRuntimeIsDeleted() {
        Success made = success(stack.create(resource, named("agents_one")));
        world.declareRuntime("support", "agents_one");
        world.push("1.0.0");
        assertThat(world.executions.running()).isNotEmpty();
        success(stack.delete(resource, made.id()));
        assertThat(world.executions.running()).isEmpty();
        assertThat(world.outcomes()).containsExactly("support-1 Rejected ABORTED");
        assertThat(world.state(SUPPORT).restraint().vetoes()).isEmpty();
        assertThat(world.runtimes.find(new RuntimeName("agents_one"))).isEmpty();
    }

    @Test
    void privateEndpointsThatAgentCoreNeverTellsChangeLikeAnythingElse() {
        world.live("1.0.0");
        world.declare(
                "support",
                World.declaration("live", "live")
                        .replace(
                                "\"configurationFrom\"",
                                "\"authorizerPrivateEndpoints\": \"none\", \"configurationFrom\"")
                        .replace("{\"payload\": {\"prompt\": \"ping\"}}", "{\"skip\": \"callers need a token\"}"));
        success(update(CALM, token("one")));
        int versions = world.versions().size();
        assertThat(success(update(token("one"), token("two"))).outcome()).isEqualTo("Promoted");
        assertThat(world.versions()).hasSize(versions + 1);

        ObjectNode tagged = declared(token("two"));
        tagged.putObject("Tags").put("team", "support");
        assertThat(success(update(declared(token("two")), tagged)).outcome()).isEqualTo("Unchanged");
        assertThat(world.versions()).hasSize(versions + 1);
        assertThat(success(update(token("two"), token("one"))).outcome()).isEqualTo("Promoted");
    }

    @Test
    void privateEndpointsOfARuntimeThatNobodyFollowsChangeAtOnce() {
        ObjectNode one = declared(token("one")).put("RuntimeName", "agents_one");
        ObjectNode two = declared(token("two")).put("RuntimeName", "agents_one");
        Success made = success(stack.create(resource, one));
        assertThat(success(stack.update(resource, made.id(), one, two)).data())
                .containsEntry("AgentRuntimeVersion", "2");
        assertThat(success(stack.update(resource, made.id(), two, two)).data())
                .containsEntry("AgentRuntimeVersion", "2");
    }

    private static String token(String endpoint) {
        return """
                {'authorizerConfiguration': {'customJWTAuthorizer': {
                   'discoveryUrl': 'https://id/.well-known/openid-configuration',
                   'privateEndpointOverrides': [{'domain': '%s'}]}}}
                """.formatted(endpoint);
    }

    @Test
    void aRuntimeWhosePrivateEndpointsNobodyDeclaredIsNotUpdated() {
        ObjectNode configuration = RuntimeSamples.configuration();
        configuration
                .putObject("authorizerConfiguration")
                .putObject("customJWTAuthorizer")
                .put("discoveryUrl", "https://id/.well-known/openid-configuration");
        RuntimeId id = world.runtimes.create(new RuntimeName("tokens"), configuration, Map.of());
        Failure failed = failure(stack.update(
                resource,
                new PhysicalId(id.value()),
                declared(CALM).put("RuntimeName", "tokens"),
                declared(BRISK).put("RuntimeName", "tokens")));
        assertThat(failed.reason()).contains("authorizerConfiguration");
        assertThat(world.runtimes.versions(id)).hasSize(1);
    }

    private Answer update(String before, String after) {
        return update(declared(before), declared(after));
    }

    private Answer update(ObjectNode before, ObjectNode after) {
        return stack.update(resource, present, before, after);
    }

    private static ObjectNode declared(String configuration) {
        ObjectNode declared = RuntimeSamples.json("""
                {'RuntimeName': 'support', 'RoleArn': 'arn:aws:iam::111122223333:role/support',
                 'Image': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:0.9.0'}
                """);
        declared.set("Configuration", RuntimeSamples.json(configuration));
        return declared;
    }

    private static ObjectNode named(String name) {
        return declared(CALM).put("RuntimeName", name);
    }

    private static ObjectNode adopting(String configuration) {
        return declared(configuration).put("Adopt", "true");
    }

    private static Success success(Answer answer) {
        assertThat(answer).isInstanceOf(Success.class);
        return (Success) answer;
    }

    private static Failure failure(Answer answer) {
        assertThat(answer).isInstanceOf(Failure.class);
        return (Failure) answer;
    }
}
