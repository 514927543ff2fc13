package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.local.LocalCloud;
import slipway.local.agentcore.Answers;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;

/** AgentCore fails where AWS does not say what that means: under both answers the rollout ends right, as does the next. */
@Timeout(300)
class AnswersIT {
    private static final String UPDATE = "bedrock-agentcore:UpdateAgentRuntime";
    private static final String MOVE = "bedrock-agentcore:UpdateAgentRuntimeEndpoint";

    private static LocalCloud cloud;
    private static Scene scene;
    private static int rollouts = 1;

    @BeforeAll
    static void tellTheFirstChapter() {
        cloud = Stage.open(Templates.synthesized());
        scene = Stage.scene(cloud, Patience.of(Duration.ofMinutes(2)));
        Story.chapters().getFirst().tell(scene);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    static Stream<Answers> answers() {
        return Stream.of(Answers.WORSE, Answers.BETTER);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anUpdateThatFails(Answers answers) {
        String live = live();

        ObjectNode ended = pushUnder(answers, FaultRule.on(UPDATE, new Fault.Fails("no snapshot")));

        assertThat(outcome(ended)).isEqualTo("REJECTED");
        assertThat(live()).isEqualTo(live);
        thenTheNextIsPromoted();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aMoveOfLiveThatFails(Answers answers) {
        String live = live();

        ObjectNode ended = pushUnder(
                answers, FaultRule.on(MOVE, new Fault.Fails("no capacity")).onResource("/runtime-endpoint/live"));

        assertThat(live()).isEqualTo(outcome(ended).equals("PROMOTED") ? latest() : live);
        thenTheNextIsPromoted();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anUpdateWhoseAnswerIsLost(Answers answers) {
        int before = Integer.parseInt(latest());

        ObjectNode ended =
                pushUnder(answers, FaultRule.on(UPDATE, new Fault.Broken()).afterEffect());

        assertThat(outcome(ended)).isEqualTo("PROMOTED");
        assertThat(latest()).isEqualTo(String.valueOf(before + 1)).isEqualTo(live());
    }

    private static ObjectNode pushUnder(Answers answers, FaultRule rule) {
        cloud.agentCore().answers(answers);
        Faults.Armed fault = cloud.faults().arm(rule.by("slipway-local-rollout"));
        ObjectNode ended = push();
        fault.disarm();
        assertThat(fault.struck()).isEqualTo(1);
        return ended;
    }

    private static void thenTheNextIsPromoted() {
        assertThat(outcome(push())).isEqualTo("PROMOTED");
        assertThat(live()).isEqualTo(latest());
    }

    private static ObjectNode push() {
        rollouts++;
        scene.push(Sample.SUPPORT, "1." + rollouts + ".0", Pushes.OK);
        return scene.ended("support-" + rollouts);
    }

    private static String outcome(ObjectNode ended) {
        return ended.at("/ending/outcome").asText();
    }

    private static String live() {
        return scene.runtimes().serves(scene.runtimes().id("support"), "live");
    }

    private static String latest() {
        return scene.runtimes()
                .latest(scene.runtimes().id("support"))
                .path("agentRuntimeVersion")
                .asText();
    }
}
