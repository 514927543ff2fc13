package slipway.infra.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import slipway.infra.Templates;
import slipway.infra.agentruntime.AgentRuntime;
import slipway.infra.agentruntime.AgentRuntimeProps;
import slipway.infra.agentruntime.JwtAuthorizer;
import slipway.infra.agentruntime.RuntimeConfiguration;
import slipway.infra.agentruntime.WaitFor;
import slipway.infra.naming.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;

/** A target of a runtime that Slipway's own construct makes. */
class OwnedTargetTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final FollowedRepository REPOSITORY = FollowedRepository.named("agents/support", NAMES);
    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0";
    private static final String URL = "https://id.example.com/.well-known/openid-configuration";

    private final Stack stack = Templates.stack("Agents");

    @Test
    void aRolloutStartsFromWhatIsLiveAndTheRuntimeIsThereBeforeAndAfterTheDeclaration() {
        target("live", runtime(props -> props), declaration -> declaration);
        var template = Templates.of(stack);
        var parameter = Templates.only(template, "AWS::SSM::Parameter");
        assertThat(parameter.at("/Properties/Value").asText())
                .contains("\"runtime\":{\"name\":\"support\",\"configurationFrom\":\"live\"}");
        assertThat(parameter.path("DependsOn").toString()).contains("SupportPassRolePolicy", "\"Support");
        var resource = template.path("Resources").properties().stream()
                .filter(each -> each.getValue().path("Type").asText().equals("Custom::AgentRuntime"))
                .findFirst()
                .orElseThrow();
        assertThat(parameter.path("DependsOn").toString()).contains(resource.getKey());
        // The function sets the opt-in; a tag of the template would be one more that somebody could take off.
        assertThat(resource.getValue().at("/Properties/Tags").isMissingNode()).isTrue();
    }

    @Test
    void whatAgentCoreNeverReturnsIsDeclaredForItsAuthorizer() {
        var jwt = JwtAuthorizer.of(URL).audiences("support");
        target("dev", runtime(configured(jwt)), declaration -> declaration);
        assertThat(declared()).contains("\"authorizerPrivateEndpoints\":\"none\"");
    }

    @Test
    void overridesAreDeclaredAsTheyAre() {
        var overrides = "[{\"domain\":\"id.example.com\",\"privateEndpoint\":{\"selfManagedLatticeResource\":{}}}]";
        target(
                "dev",
                runtime(configured(JwtAuthorizer.of(URL).privateEndpointOverrides(overrides))),
                declaration -> declaration);
        assertThat(declared()).contains("\"authorizerPrivateEndpoints\":" + overrides);
    }

    @Test
    void noStackWaitsForAPerson() {
        var runtime = runtime(props -> props);
        assertThatThrownBy(() -> target("live", runtime, declaration -> declaration.approved(Duration.ofHours(1))))
                .hasMessageContainingAll("approval is for a runtime that waits for PROMOTED", "REQUESTED");
        assertThatCode(() -> target(
                        "dev",
                        runtime("Other", props -> props.waitingFor(WaitFor.REQUESTED)),
                        declaration -> declaration.approved(Duration.ofHours(1))))
                .doesNotThrowAnyException();
    }

    @Test
    void aBakeThatOutlastsTheStackNeedsAnotherWait() {
        var bake = Bake.lasting(Duration.ofMinutes(30))
                .within(Bake.Bounds.none().errors(5))
                .needing(new Bake.Traffic(1, 0, Duration.ofMinutes(30), Bake.Otherwise.PROMOTE));
        var runtime = runtime(props -> props);
        assertThatThrownBy(() -> target("live", runtime, declaration -> declaration.baked(bake)))
                .hasMessageContainingAll("bake.minutes is 60 at the longest", "PROVEN", "60 minutes");
        assertThatCode(() -> target(
                        "dev",
                        runtime("Other", props -> props.waitingFor(WaitFor.PROVEN)),
                        declaration -> declaration.baked(bake)))
                .doesNotThrowAnyException();
    }

    @Test
    void threeTargetsShareARuntimeAndAFourthIsRefused() {
        var runtime = runtime(props -> props);
        for (var endpoint : List.of("dev", "test", "prod")) {
            target(endpoint, runtime, declaration -> declaration);
        }
        assertThatThrownBy(() -> target("more", runtime, declaration -> declaration))
                .hasMessageContaining("targets is 4 targets");
    }

    private String declared() {
        return Templates.only(Templates.of(stack), "AWS::SSM::Parameter")
                .at("/Properties/Value")
                .asText();
    }

    private static UnaryOperator<AgentRuntimeProps> configured(JwtAuthorizer jwt) {
        return props -> props.configured(RuntimeConfiguration.standard().authorizedBy(jwt));
    }

    private AgentRuntime runtime(UnaryOperator<AgentRuntimeProps> with) {
        return runtime("Support", with);
    }

    private AgentRuntime runtime(String id, UnaryOperator<AgentRuntimeProps> with) {
        var role = Role.fromRoleArn(stack, id + "Role", "arn:aws:iam::111122223333:role/support-agent");
        return new AgentRuntime(stack, id, NAMES, with.apply(AgentRuntimeProps.of("support", IMAGE, role)));
    }

    private void target(String endpoint, AgentRuntime runtime, UnaryOperator<Declaration> with) {
        var declaration = Declaration.live(
                "support-" + endpoint,
                REPOSITORY,
                TagPolicy.semver("1.x"),
                TargetRuntime.of(runtime),
                endpoint,
                SmokeTest.skip("only its template is looked at"));
        new AgentTarget(stack, "Target-" + endpoint, NAMES, with.apply(declaration));
    }
}
