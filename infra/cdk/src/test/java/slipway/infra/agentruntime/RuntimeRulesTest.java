package slipway.infra.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Templates;
import slipway.infra.naming.Names;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;

class RuntimeRulesTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0";

    private final Stack stack = Templates.stack("Agents");

    @Test
    void everyProblemIsToldAtOnce() {
        var configuration = RuntimeConfiguration.standard()
                .describedAs("")
                .environment("", "no name")
                .allowingHeaders("Authorization", "x y")
                .sessions(Duration.ofSeconds(59), Duration.ofDays(15))
                .fileSystems(FileSystem.session("/tmp"))
                .capacityProvider("gpu")
                .authorizedBy(JwtAuthorizer.of("https://id.example.com"))
                .additional("{\"roleArn\": \"another\", \"description\": \"twice\"}");
        var props = AgentRuntimeProps.of("my-agent", "agents/support", Role.fromRoleName(stack, "Role", "support"))
                .configured(configuration)
                .within(Duration.ofHours(2))
                .tagged("slipway:control-plane", "slipway/prod");
        assertThatThrownBy(() -> new AgentRuntime(stack, "Support", NAMES, props))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "runtime my-agent:",
                        "name is my-agent",
                        "image is agents/support",
                        "patience is PT2H",
                        "tags is slipway:control-plane",
                        "description is 0 characters",
                        "environmentVariables. is 0 characters",
                        "headers is x y",
                        "sessions.idleRuntimeSessionTimeout is 59 seconds",
                        "sessions.maxLifetime is 1296000 seconds",
                        "fileSystems.mountPath is /tmp",
                        "capacityProviderConfiguration.capacityProviderArn is gpu",
                        "authorizerConfiguration.customJWTAuthorizer.discoveryUrl is https://id.example.com",
                        "additional.roleArn is not the configuration's",
                        "additional.description is declared twice");
    }

    @Test
    void theTokenIsPassedOnOnlyWhereItIsChecked() {
        assertThatThrownBy(making(RuntimeConfiguration.standard().allowingHeaders("X-Trace", "authorization")))
                .hasMessageContaining("headers is authorization: add a JWT authorizer");
    }

    @Test
    void mmdsV2IsNotSwitchedOff() {
        assertThatThrownBy(making(RuntimeConfiguration.standard()
                        .additional("{\"metadataConfiguration\": {\"requireMMDSV2\": false}}")))
                .hasMessageContaining("metadataConfiguration.requireMMDSV2 is false");
    }

    @Test
    void whatIsAddedIsAJsonObject() {
        for (var text : List.of("{\"a\": 1, \"a\": 2}", "{", "[]")) {
            assertThatThrownBy(making(RuntimeConfiguration.standard().additional(text)))
                    .hasMessageContaining("additional is no JSON");
        }
    }

    @Test
    void anEnvironmentHoldsFiftyVariables() {
        var variables = new TreeMap<String, String>();
        IntStream.range(0, 50).forEach(n -> variables.put("K" + n, ""));
        assertThatCode(making(RuntimeConfiguration.standard().environment(variables)))
                .doesNotThrowAnyException();
        assertThatThrownBy(making(
                        RuntimeConfiguration.standard().environment(variables).environment("ONE_MORE", "")))
                .hasMessageContaining("environmentVariables is 51 variables");
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 4096, true, false",
        "V1, 4097, false, false",
        "V2, 2560, true, false",
        "V2, 2561, false, false",
        "'', 2560, true, false",
        "'', 2561, true, true",
        "'', 4096, true, true",
        "'', 4097, false, false",
    })
    void itsBytesAreBoundedByThePlatformIfAnybodySaysWhichOneItIs(
            String platform, int bytes, boolean made, boolean warned) {
        var configuration = RuntimeConfiguration.standard().environment("K", "x".repeat(bytes - 1));
        var placed = platform.isEmpty() ? configuration : configuration.platformVersion(platform);
        if (made) {
            assertThatCode(making(placed)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(making(placed)).hasMessageContaining("environmentVariables is " + bytes + " bytes");
        }
        assertThat(Templates.warnings(stack))
                .hasSize(warned ? 1 : 0)
                .allSatisfy(warning -> assertThat(warning).contains("platform V2 takes 2560"));
    }

    @Test
    void aValueIsNeverShown() {
        assertThatThrownBy(making(RuntimeConfiguration.standard().environment("API_KEY", "hunter2".repeat(1000))))
                .satisfies(problem -> assertThat(problem.getMessage())
                        .contains("environmentVariables.API_KEY is 7000 characters")
                        .doesNotContain("hunter2"));
    }

    /** CloudFormation hands such a reference to a custom resource as it is written, and the agent would get it so. */
    @Test
    void aReferenceToASecretIsRefused() {
        var secret = SecretValue.secretsManager("support/key").unsafeUnwrap();
        assertThatThrownBy(making(RuntimeConfiguration.standard().environment("API_KEY", secret)))
                .hasMessageContaining("environmentVariables.API_KEY is a reference to a secret");
    }

    @Test
    void whatOnlyCloudFormationKnowsIsNotChecked() {
        var name = CfnParameter.Builder.create(stack, "Name").build().getValueAsString();
        var value = CfnParameter.Builder.create(stack, "Value").build().getValueAsString();
        var props = AgentRuntimeProps.of(name, value, Role.fromRoleArn(stack, "Role", value))
                .configured(RuntimeConfiguration.standard()
                        .describedAs(value)
                        .environment("VALUE", value)
                        .allowingHeaders(value)
                        .fileSystems(FileSystem.session(value))
                        .capacityProvider(value)
                        .authorizedBy(JwtAuthorizer.of(value)))
                .tagged("team", value);
        assertThatCode(() -> new AgentRuntime(stack, "Support", NAMES, props)).doesNotThrowAnyException();
    }

    private ThrowingCallable making(RuntimeConfiguration configuration) {
        var n = stack.getNode().getChildren().size();
        var role = Role.fromRoleName(stack, "Role" + n, "support");
        var props = AgentRuntimeProps.of("support", IMAGE, role).configured(configuration);
        return () -> new AgentRuntime(stack, "Support" + n, NAMES, props);
    }
}
