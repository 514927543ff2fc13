package slipway.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.admission.Admission;
import slipway.admission.InMemoryExecutions;
import slipway.agentruntime.InMemoryAgentRuntimes;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.customresource.PhysicalId;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.InMemoryLedger;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;
import slipway.seal.InMemorySeal;

/** A runtime on its way into the world and out of it. */
class AgentRuntimeResourceTest {
    private static final RuntimeName SUPPORT = new RuntimeName("support");
    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InMemoryAgentRuntimes runtimes = new InMemoryAgentRuntimes();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Admission admission = new Admission(ledger, new InMemoryExecutions(), _ -> {}, _ -> {});
    private final AgentRuntimeResource resource = AgentRuntimeResource.over(
            new AgentRuntimeResource.Parts(runtimes, runtimes, ledger, admission, new InMemorySeal()),
            new Ownership("slipway/local"));
    private final CloudFormation stack = new CloudFormation(() -> now, pause -> now = now.plus(pause));

    @Test
    void makesARuntimeAsItIsDeclaredAndWaitsUntilItIsReady() {
        runtimes.readyAfterReads(3);
        Success made = success(stack.create(resource, declared()));
        RuntimeId id = new RuntimeId(made.id().value());
        RuntimeDocument runtime = runtimes.latest(id);
        assertThat(runtime.containerUri()).contains(IMAGE);
        assertThat(runtime.roleArn()).contains("arn:aws:iam::111122223333:role/support");
        assertThat(runtime.json().at("/lifecycleConfiguration/maxLifetime").numberValue())
                .isEqualTo(3600);
        assertThat(runtime.json().at("/environmentVariables/MODE").textValue()).isEqualTo("careful");
        assertThat(runtimes.tags(runtime.arn()))
                .containsEntry("slipway:control-plane", "slipway/local")
                .containsEntry("team", "support")
                .hasEntrySatisfying("slipway:made-by", by -> assertThat(by).startsWith(CloudFormation.STACK));
        assertThat(made.data())
                .containsEntry("AgentRuntimeArn", runtime.arn())
                .containsEntry("AgentRuntimeId", id.value())
                .containsEntry("AgentRuntimeName", "support")
                .containsEntry("AgentRuntimeVersion", "1")
                .containsEntry("Outcome", "Created")
                .containsKey("ConfigurationHash");
    }

    @Test
    void aLostAnswerMakesNoSecondRuntime() {
        runtimes.loseNextAnswer("CreateAgentRuntime");
        success(stack.create(resource, declared()));
        assertThat(runtimes.runtimes()).hasSize(1);
    }

    @Test
    void aLostAnswerMakesNoSecondRuntimeEvenIfTheTokenIsForgotten() {
        runtimes.forgetTokens();
        runtimes.loseNextAnswer("CreateAgentRuntime");
        Success made = success(stack.create(resource, declared()));
        assertThat(made.outcome()).isEqualTo("Created");
        assertThat(runtimes.runtimes()).hasSize(1);
    }

    @Test
    void aRoleThatIsNotKnownEverywhereYetIsWaitedFor() {
        for (int i = 0; i < 6; i++) {
            runtimes.failNext("CreateAgentRuntime", Kind.DENIED);
        }
        success(stack.create(resource, declared()));
    }

    @Test
    void aRoleThatMayNotDoesNotKeepTheStackWaitingForAnHour() {
        for (int i = 0; i < 1000; i++) {
            runtimes.failNext("CreateAgentRuntime", Kind.DENIED);
        }
        Instant began = now;
        Failure failed = failure(stack.create(resource, declared()));
        assertThat(failed.reason()).contains("CreateAgentRuntime");
        assertThat(failed.id()).isEqualTo(PhysicalId.nothing());
        assertThat(now).isBefore(began.plusSeconds(400));
    }

    @Test
    void aCreateThatFailsLeavesNoTrace() {
        runtimes.readyAfterReads(2);
        runtimes.failNextVersion("the image has no linux/arm64");
        Failure failed = failure(stack.create(resource, declared()));
        assertThat(failed.reason()).contains("CREATE_FAILED", "the image has no linux/arm64");
        assertThat(runtimes.find(SUPPORT)).isEmpty();
        // CloudFormation deletes what the answer named.
        success(stack.delete(resource, failed.id()));
    }

    @Test
    void aNameThatIsTakenIsToldWithItsRemedy() {
        RuntimeId other = runtimes.create(SUPPORT, RuntimeSamples.configuration(), Map.of());
        Failure failed = failure(stack.create(resource, declared()));
        assertThat(failed.reason()).contains(other.value(), "Adopt");
        success(stack.delete(resource, failed.id()));
        assertThat(runtimes.find(SUPPORT)).contains(other);
    }

    @Test
    void aNameIsWaitedForWhileItsRuntimeGoes() {
        RuntimeId other = runtimes.create(SUPPORT, RuntimeSamples.configuration(), Map.of());
        runtimes.readyAfterReads(4);
        runtimes.delete(other, RuntimeSamples.TOKEN);
        Success made = success(stack.create(resource, declared()));
        assertThat(made.id().value()).isNotEqualTo(other.value());
    }

    @Test
    void whatAgentCoreWouldRefuseIsToldBeforeItIsAsked() {
        ObjectNode declared = declared();
        ObjectNode variables = declared.withObject("/Configuration/environmentVariables");
        for (int i = 0; i < 60; i++) {
            variables.put("V" + i, "secret");
        }
        Failure failed = failure(stack.create(resource, declared));
        assertThat(failed.reason())
                .contains("environmentVariables has 61 variables")
                .doesNotContain("secret");
        assertThat(runtimes.calls()).isEmpty();
    }

    @Test
    void deletesWhatItMadeAndWaitsUntilItIsGone() {
        Success made = success(stack.create(resource, declared()));
        runtimes.readyAfterReads(5);
        success(stack.delete(resource, made.id()));
        assertThat(runtimes.runtimes()).isEmpty();
    }

    @Test
    void deletingWhatSomebodyDeletedByHandSucceeds() {
        Success made = success(stack.create(resource, declared()));
        runtimes.delete(new RuntimeId(made.id().value()), RuntimeSamples.TOKEN);
        success(stack.delete(resource, made.id()));
    }

    @Test
    void aRuntimeThatAgentCoreDeniesAndDoesNotListIsGone() {
        Success made = success(stack.create(resource, declared()));
        runtimes.delete(new RuntimeId(made.id().value()), RuntimeSamples.TOKEN);
        runtimes.failNext("GetAgentRuntime", Kind.DENIED);
        int before = runtimes.calls().size();
        success(stack.delete(resource, made.id()));
        assertThat(runtimes.calls()).hasSize(before);
    }

    @Test
    void aFailedDeletionIsToldAndCanBeTriedAgain() {
        Success made = success(stack.create(resource, declared()));
        runtimes.failNextDeletion("a network interface is in use");
        Failure failed = failure(stack.delete(resource, made.id()));
        assertThat(failed.reason()).contains("a network interface is in use");
        success(stack.delete(resource, failed.id()));
        assertThat(runtimes.runtimes()).isEmpty();
    }

    @Test
    void neverDeletesWhatItDidNotMake() {
        RuntimeId other = runtimes.create(SUPPORT, RuntimeSamples.configuration(), Map.of());
        success(stack.delete(resource, new PhysicalId(other.value())));
        success(stack.delete(resource, new PhysicalId("adopted:" + other)));
        success(stack.delete(resource, PhysicalId.nothing()));
        success(stack.delete(resource, new PhysicalId("whatever this is")));
        assertThat(runtimes.runtimes()).containsExactly(other);
    }

    private static Success success(Answer answer) {
        assertThat(answer).isInstanceOf(Success.class);
        return (Success) answer;
    }

    private static Failure failure(Answer answer) {
        assertThat(answer).isInstanceOf(Failure.class);
        return (Failure) answer;
    }

    private static ObjectNode declared() {
        return RuntimeSamples.json("""
                {'RuntimeName': 'support', 'Image': '%s', 'RoleArn': 'arn:aws:iam::111122223333:role/support',
                 'Configuration': {'environmentVariables': {'MODE': 'careful'},
                    'networkConfiguration': {'networkMode': 'PUBLIC'},
                    'lifecycleConfiguration': {'idleRuntimeSessionTimeout': '900', 'maxLifetime': '3600'}},
                 'Tags': {'team': 'support'}}
                """.formatted(IMAGE));
    }
}
