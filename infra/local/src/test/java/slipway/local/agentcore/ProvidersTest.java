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

    private static Wanted runtime(String from, String to) {
        return new Wanted(
                "arn:aws:cloudformation:eu-central-1:111122223333:stack/sample/1",
                "sample",
                "Thing",
                "AWS::BedrockAgentCore::Runtime",
                Json.read(RUNTIME.replace(from, to).getBytes(UTF_8)));
    }

    @Test
    void anUpdateIsANewVersionOfAllThatTheTemplateSays() {
        RuntimeProvider provider = new RuntimeProvider(bench.core);
        Wanted before = runtime("", "");
        Made made = provider.make(before);

        Made updated = provider.update(
                runtime("\"EnvironmentVariables\":{\"LogLevel\":\"x\"},", "\"Description\":\"new\","), before, made);

        Wire.Got runtime = bench.runtime(made.physicalId());
        assertThat(updated.physicalId()).isEqualTo(made.physicalId());
        assertThat(updated.attributes()).containsEntry("AgentRuntimeVersion", "2");
        assertThat(runtime.at("/description")).isEqualTo("new");
        assertThat(runtime.at("/environmentVariables/LogLevel")).isEmpty();
        assertThat(runtime.at("/metadataConfiguration/requireMMDSV2")).isEqualTo("true");
    }

    @Test
    void tagsAloneMakeNoVersionAndCloudFormationsOwnStay() {
        RuntimeProvider provider = new RuntimeProvider(bench.core);
        Wanted before = runtime("", "");
        Made made = provider.make(before);

        Made updated = provider.update(runtime("\"Team\":\"a\"", "\"Owner\":\"b\""), before, made);

        Wire.Got tags = bench.wire.get("/tags/" + Wire.encode(Bench.arn(made.physicalId())));
        assertThat(updated.attributes()).containsEntry("AgentRuntimeVersion", "1");
        assertThat(tags.at("/tags/Team")).isEmpty();
        assertThat(tags.at("/tags/Owner")).isEqualTo("b");
        assertThat(tags.at("/tags/aws:cloudformation:logical-id")).isEqualTo("Thing");
        assertThat(tags.at("/tags/aws:cloudformation:stack-name")).isEqualTo("sample");
    }

    @Test
    void anotherNameIsAnotherRuntimeAndADeletedOneIsGone() {
        RuntimeProvider provider = new RuntimeProvider(bench.core);
        Wanted before = runtime("", "");
        Made made = provider.make(before);

        Made other = provider.update(runtime("\"support\"", "\"other\""), before, made);
        provider.delete(before, made);
        provider.delete(before, made);

        assertThat(other.physicalId()).startsWith("other-");
        assertThat(bench.core.store().runtimes()).containsOnlyKeys(other.physicalId());
    }

    @Test
    void anEndpointMovesAndGoes() {
        RuntimeProvider runtimes = new RuntimeProvider(bench.core);
        RuntimeEndpointProvider endpoints = new RuntimeEndpointProvider(bench.core);
        Wanted runtime = runtime("", "");
        Made made = runtimes.make(runtime);
        String properties =
                "{\"AgentRuntimeId\":\"" + made.physicalId() + "\",\"Name\":\"live\",\"AgentRuntimeVersion\":\"1\"}";
        Wanted before = wanted("AWS::BedrockAgentCore::RuntimeEndpoint", properties);
        Made live = endpoints.make(before);
        runtimes.update(runtime("\"LogLevel\":\"x\"", "\"LogLevel\":\"y\""), runtime, made);

        Wanted after = wanted("AWS::BedrockAgentCore::RuntimeEndpoint", properties.replace("\"1\"", "\"2\""));
        assertThat(endpoints.update(after, before, live).attributes()).containsEntry("LiveVersion", "2");

        endpoints.delete(after, live);
        assertThat(bench.core.store().runtime(made.physicalId()).endpoints()).containsOnlyKeys("DEFAULT");
    }

    @Test
    void aPropertyThatNobodyKnowsIsRefusedByName() {
        assertThatThrownBy(() -> new RuntimeProvider(bench.core)
                        .make(wanted("AWS::BedrockAgentCore::Runtime", "{\"Surprise\":1}")))
                .hasMessageContaining("Surprise")
                .hasMessageContaining("AWS::BedrockAgentCore::Runtime");
    }
}
