package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.RuntimeSamples;
import slipway.failure.AwsFailure;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.resource.CloudFormation.Answer;
import slipway.target.TargetName;

/** What an owner keeps in a runtime's environment goes from AgentCore to AgentCore, and nowhere else. */
class SecretsTest {
    private static final String SECRET = "correct-horse-battery-staple";
    private final World world = new World();

    @Test
    void environmentValuesAppearInNoLogNoEventNoItemAndNoParameter() {
        try (CapturedOutput log = new CapturedOutput()) {
            configure(SECRET + "-1", RuntimeSamples.TOKEN);
            world.declare("support", "live", "live");
            world.push("1.0.0");
            world.run();
            world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
            world.push("1.1.0");
            world.run();
            configure(SECRET + "-2", "u".repeat(64));
            world.push("1.2.0");
            world.run();

            assertThat(world.outcomes())
                    .containsExactly(
                            "support-1 Promoted PROVEN",
                            "support-2 RolledBack LIVE_FAILED",
                            "support-3 Rejected FOREIGN_CHANGE");
            assertThat(log.text()).contains("support-3").doesNotContain(SECRET);
            assertThat(world.told.toString()).contains("support-3").doesNotContain(SECRET);
            assertThat(world.ledger.toString()).contains("support-3").doesNotContain(SECRET);
            assertThat(world.parameters.toString()).contains("desired-image").doesNotContain(SECRET);
        }
    }

    @Test
    void whatAStackConfiguresAppearsInNoLogNoEventAndNoItem() {
        try (CapturedOutput log = new CapturedOutput()) {
            TargetName target = world.live("1.0.0");
            String change = "{'environmentVariables': {'API_KEY': '%s'}}";
            world.stack.wants(target, change.formatted(SECRET + "-1"));
            world.run();
            world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);
            world.stack.wants(target, change.formatted(SECRET + "-2"));
            world.run();
            world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
            world.stack.wants(target, change.formatted(SECRET + "-3"));
            world.run();
            world.runtimes.failNext("UpdateAgentRuntime", AwsFailure.Kind.INVALID);
            world.stack.wants(target, change.formatted(SECRET + "-4"));
            world.run();

            assertThat(world.outcomes())
                    .containsExactly(
                            "support-1 Promoted PROVEN",
                            "support-2 Promoted PROVEN",
                            "support-3 RolledBack LIVE_FAILED",
                            "support-4 Rejected SMOKE_TEST_FAILED",
                            "support-5 Rejected UPDATE_REFUSED");
            String kept = world.ledger.toString();
            assertThat(log.text()).contains("support-5").doesNotContain(SECRET);
            assertThat(world.told.toString()).contains("support-5").doesNotContain(SECRET);
            assertThat(kept).contains("support-5").doesNotContain(SECRET);
            assertThat(world.parameters.toString()).doesNotContain(SECRET);
            assertThat(world.document("live").json().toString())
                    .as("AgentCore has it")
                    .contains(SECRET + "-1");
        }
    }

    @Test
    void whatATemplateDeclaresAppearsInNoLogNoItemNoEventAndNoAnswer() {
        StackWorld stack = new StackWorld();
        try (CapturedOutput log = new CapturedOutput()) {
            stack.world.live("1.0.0");
            String declared = "{'environmentVariables': {'API_KEY': '%s'}}";
            List<Answer> answers = new ArrayList<>();
            answers.add(stack.update(StackWorld.CALM, declared.formatted(SECRET + "-1")));
            stack.world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
            answers.add(stack.update(declared.formatted(SECRET + "-1"), declared.formatted(SECRET + "-2")));
            stack.world.runtimes.failNext("UpdateAgentRuntime", AwsFailure.Kind.INVALID);
            answers.add(stack.update(declared.formatted(SECRET + "-1"), declared.formatted(SECRET + "-3")));
            answers.add(stack.create(StackWorld.declared(declared.formatted(SECRET + "-4"))));

            assertThat(answers.getFirst()).isInstanceOf(Answer.Success.class);
            assertThat(answers.subList(1, 4)).hasOnlyElementsOfType(Answer.Failure.class);
            assertThat(answers.toString()).doesNotContain(SECRET);
            assertThat(log.text()).contains("support-2").doesNotContain(SECRET);
            assertThat(stack.world.told.toString()).contains("support-2").doesNotContain(SECRET);
            assertThat(stack.world.ledger.toString()).contains("support-2").doesNotContain(SECRET);
        }
    }

    private void configure(String secret, String token) {
        ObjectNode body = world.runtimes.latest(world.runtime).updateBody(token);
        ((ObjectNode) body.path("environmentVariables")).put("API_KEY", secret);
        world.runtimes.update(world.runtime, body);
        world.runtimes.settle();
    }
}
