package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;

class ProvidersTest {
    private static final String RUNTIME = """
            {"AgentRuntimeName":"support","RoleArn":"arn:aws:iam::111122223333:role/agent",
             "AgentRuntimeArtifact":{"ContainerConfiguration":{"ContainerUri":
               "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1"}},
             "EnvironmentVariables":{"LogLevel":"x"},"ProtocolConfiguration":"HTTP",
             "LifecycleConfiguration":{"MaxLifetime":600},"Tags":{"Team":"a"}}
            """;

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Wanted wanted(String type, String properties) {
        return new Wanted("sample", "Thing", type, Json.read(properties.getBytes(UTF_8)));
    }

    @Test
    void aRuntimeIsMadeFromItsPropertiesAndIsReady() {
        bench.behaviour.ready(Duration.ofSeconds(20));

        Made made = new RuntimeProvider(bench.core).make(wanted("AWS::BedrockAgentCore::Runtime", RUNTIME));

        Wire.Got runtime = bench.runtime(made.physicalId());
        assertThat(runtime.at("/status")).isEqualTo("READY");
        assertThat(runtime.at("/environmentVariables/LogLevel")).isEqualTo("x");
        assertThat(runtime.at("/protocolConfiguration/serverProtocol")).isEqualTo("HTTP");
        assertThat(runtime.at("/lifecycleConfiguration/maxLifetime")).isEqualTo("600");
        assertThat(made.attributes())
                .containsEntry("AgentRuntimeArn", Bench.arn(made.physicalId()))
                .containsEntry("AgentRuntimeVersion", "1");
        assertThat(bench.wire
                        .get("/tags/" + Wire.encode(Bench.arn(made.physicalId())))
                        .at("/tags/Team"))
                .isEqualTo("a");
    }

    @Test
    void anEndpointIsMadeOnItsVersion() {
        Made runtime = new RuntimeProvider(bench.core).make(wanted("AWS::BedrockAgentCore::Runtime", RUNTIME));

        Made made = new RuntimeEndpointProvider(bench.core)
                .make(wanted(
                        "AWS::BedrockAgentCore::RuntimeEndpoint",
                        "{\"AgentRuntimeId\":\"" + runtime.physicalId()
                                + "\",\"Name\":\"live\",\"AgentRuntimeVersion\":\"1\"}"));

        assertThat(made.physicalId()).isEqualTo(Bench.arn(runtime.physicalId()) + "/runtime-endpoint/live");
        assertThat(made.attributes()).containsEntry("LiveVersion", "1").containsEntry("Status", "READY");
    }

    @Test
    void aPropertyThatNobodyKnowsIsRefusedByName() {
        assertThatThrownBy(() -> new RuntimeProvider(bench.core)
                        .make(wanted("AWS::BedrockAgentCore::Runtime", "{\"Surprise\":1}")))
                .hasMessageContaining("Surprise")
                .hasMessageContaining("AWS::BedrockAgentCore::Runtime");
    }
}
