package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.local.LocalCloud;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.edge.LoggedCall;

/** The service has done it, the calling process is killed before it is told: the rollout goes on, and does it once. */
@Timeout(300)
class CrashIT {
    private static final String ROLE = "slipway-local-rollout";

    private static LocalCloud cloud;
    private static Scene scene;
    private static int rollouts = 1;
    private static List<LoggedCall> first;

    @BeforeAll
    static void tellTheFirstChapterWithACrashInIt() {
        cloud = Stage.open(Templates.synthesized());
        scene = Stage.scene(cloud, Patience.of(Duration.ofMinutes(2)));
        Faults.Armed fault =
                arm(killing("bedrock-agentcore:CreateAgentRuntimeEndpoint").onResource("/runtime-endpoint/live"));
        Story.chapters().getFirst().tell(scene);
        fault.disarm();
        scene.ended("concierge-dev-1");
        scene.ended("concierge-prod-1");
        first = cloud.calls().calls();
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    static Stream<FaultRule> moments() {
        return Stream.concat(
                Stream.of(
                        killing("bedrock-agentcore:UpdateAgentRuntime"),
                        killing("bedrock-agentcore:UpdateAgentRuntimeEndpoint")
                                .onResource("/runtime-endpoint/candidate"),
                        killing("bedrock-agentcore:UpdateAgentRuntimeEndpoint").onResource("/runtime-endpoint/live"),
                        killing("ssm:PutParameter").onResource("/live-image"),
                        killing("ssm:PutParameter").onResource("/image-tag"),
                        killing("events:PutEvents")),
                Stream.of(1, 3, 5, 7).map(nth -> killing("dynamodb:PutItem").fromNth(nth)));
    }

    @Test
    void afterTheCreationOfLive() {
        assertThat(version()).isGreaterThanOrEqualTo(2);
        diedBeforeTheNextWrite(first, "bedrock-agentcore:CreateAgentRuntimeEndpoint");
        assertThat(first.stream()
                        .filter(call -> call.did("bedrock-agentcore:UpdateAgentRuntime"))
                        .filter(CrashIT::ofSupport))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void theRolloutEndsPromotedWithOneVersionMade(FaultRule moment) {
        int before = version();
        long since = cloud.calls().calls().getLast().number();
        Faults.Armed fault = arm(moment);
        rollouts++;
        scene.push(Sample.SUPPORT, "1." + rollouts + ".0", Pushes.OK);

        scene.ended("support-" + rollouts, "Promoted", "PROVEN");

        fault.disarm();
        assertThat(version()).isEqualTo(before + 1);
        diedBeforeTheNextWrite(cloud.calls().calls(call -> call.number() > since), moment.action());
    }

    private static void diedBeforeTheNextWrite(List<LoggedCall> calls, String action) {
        List<LoggedCall> deaths = calls.stream()
                .filter(call -> call.end() != LoggedCall.End.ANSWERED)
                .toList();
        assertThat(deaths).hasSize(1);
        LoggedCall death = deaths.getFirst();
        assertThat(death.end()).isEqualTo(LoggedCall.End.CALLER_KILLED_AFTER_EFFECT);
        assertThat(death.did(action)).isTrue();
        assertThat(death.pid()).isNotNull();

        List<LoggedCall> after = calls.stream()
                .filter(call -> call.number() > death.number())
                .filter(call -> call.caller().contains(":assumed-role/" + ROLE + "/"))
                .toList();
        assertThat(after).filteredOn(call -> call.did("dynamodb:PutItem")).isNotEmpty();
        assertThat(after).extracting(LoggedCall::pid).doesNotContain(death.pid());
    }

    private static FaultRule killing(String action) {
        return FaultRule.on(action, new Fault.Kill()).by(ROLE).afterEffect();
    }

    private static Faults.Armed arm(FaultRule rule) {
        return cloud.faults().arm(rule);
    }

    private static boolean ofSupport(LoggedCall call) {
        return call.asks().stream().anyMatch(ask -> ask.resource().contains("runtime/support-"));
    }

    private static int version() {
        return Integer.parseInt(scene.runtimes()
                .latest(scene.runtimes().id("support"))
                .path("agentRuntimeVersion")
                .asText());
    }
}
