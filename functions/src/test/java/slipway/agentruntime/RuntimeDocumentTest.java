package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import slipway.image.Image;
import slipway.image.Samples;

class RuntimeDocumentTest {
    private static final String GET_ONLY = """
            'agentRuntimeArn': 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-0123456789',
            'agentRuntimeId': 'support-0123456789', 'agentRuntimeName': 'support', 'agentRuntimeVersion': '3',
            'createdAt': 1763600000.123, 'lastUpdatedAt': 1763600001, 'status': 'READY', 'failureReason': 'none',
            'workloadIdentityDetails': {'workloadIdentityArn': 'arn'}
            """;
    private final Image image = Samples.image("1.4.2", "a");

    @Test
    void readsWhatAgentCoreDecided() {
        var document = document("'futureMember': 1");
        assertThat(document.name()).isEqualTo(RuntimeSamples.SUPPORT);
        assertThat(document.version()).isEqualTo(new Version(3));
        assertThat(document.status()).isEqualTo(RuntimeStatus.READY);
        assertThat(document.failureReason()).contains("none");
        assertThat(document.containerUri()).isEmpty();
    }

    @Test
    void aStatusOfTheFutureIsUnknown() {
        assertThat(RuntimeDocument.of(RuntimeSamples.json("{'status': 'HIBERNATING'}"))
                        .status())
                .isEqualTo(RuntimeStatus.UNKNOWN);
    }

    @Test
    void theUpdateSendsEverythingButWhatGetAloneReturns() {
        var body = document("'futureMember': {'deep': [1, null]}").updateBody(RuntimeSamples.TOKEN);
        assertThat(body)
                .isEqualTo(RuntimeSamples.json(
                        "{'futureMember': {'deep': [1, null]}, 'clientToken': '%s'}".formatted(RuntimeSamples.TOKEN)));
    }

    @Test
    void theImageIsChangedAndItsNeighboursStay() {
        var before = RuntimeDocument.of(RuntimeSamples.configuration());
        var after = before.withImage(image);
        assertThat(after.containerUri()).contains(image.uri());
        assertThat(after.json().at("/agentRuntimeArtifact/containerConfiguration/pullPolicy2027"))
                .hasToString("\"eager\"");
        assertThat(before.differences(after))
                .containsExactly("/agentRuntimeArtifact/containerConfiguration/containerUri");
    }

    @Test
    void aRuntimeThatRunsCodeTakesNoImage() {
        var code = document("'agentRuntimeArtifact': {'codeConfiguration': {'entryPoint': ['main.py']}}");
        assertThatThrownBy(() -> code.withImage(image)).hasMessageContaining("runs code, not a container");
    }

    @Test
    void theServicesS3EndpointIsSentOnlyWhereItWasTurnedOff() {
        var member = "'networkConfiguration': {'networkMode': 'VPC', 'networkModeConfig': {'subnets': ['s'],"
                + " 'requireServiceS3Endpoint': %s}}";
        var pointer = "/networkConfiguration/networkModeConfig/requireServiceS3Endpoint";
        assertThat(document(member.formatted("true"))
                        .updateBody(RuntimeSamples.TOKEN)
                        .at(pointer)
                        .isMissingNode())
                .isTrue();
        assertThat(document(member.formatted("false"))
                        .updateBody(RuntimeSamples.TOKEN)
                        .at(pointer))
                .hasToString("false");
        assertThat(document(member.formatted("true")).differences(document(member.formatted("false"))))
                .containsExactly(pointer);
    }

    @Test
    void theHashIsOfTheConfigurationAlone() {
        var before = RuntimeDocument.of(RuntimeSamples.configuration());
        var reordered = RuntimeSamples.json("{'agentRuntimeVersion': '9'}");
        RuntimeSamples.configuration()
                .properties()
                .forEach(member -> reordered.set(member.getKey(), member.getValue()));
        assertThat(RuntimeDocument.of(reordered).withImage(image).configurationHash())
                .isEqualTo(before.configurationHash())
                .matches("[0-9a-f]{64}");
        var changed = RuntimeSamples.configuration();
        ((ObjectNode) changed.path("environmentVariables")).put("API_KEY", "other");
        assertThat(RuntimeDocument.of(changed).configurationHash()).isNotEqualTo(before.configurationHash());
    }

    @Test
    void spellingsOfTheSameNumberAndNullsDoNotDiffer() {
        var left = document("'a': 1.0, 'b': null, 'c': {'d': 1e2}");
        var right = document("'a': 1, 'c': {'d': 100, 'e': null}");
        assertThat(left.differences(right)).isEmpty();
        assertThat(left.configurationHash()).isEqualTo(right.configurationHash());
    }

    @Test
    void differencesAreNamedAndNeverShown() {
        var left = document("'environmentVariables': {'A/B': 'secret', 'C': 'x'}, 'list': [1, 2]");
        var right = document("'environmentVariables': {'A/B': 'other'}, 'list': [1]");
        assertThat(left.differences(right))
                .containsExactly("/environmentVariables/A~1B", "/environmentVariables/C", "/list");
        assertThat(left.toString()).doesNotContain("secret");
    }

    @Test
    void aTokenCheckedByAnAuthorizerIsSeenAndItsPrivateEndpointsAreCarried() {
        var jwt = document("'authorizerConfiguration': {'customJWTAuthorizer': {'discoveryUrl': 'https://x'}}");
        var overrides = RuntimeSamples.json("{'list': [{'domain': 'x'}]}").withArray("list");
        var sent = jwt.withPrivateEndpointOverrides(overrides);
        assertThat(jwt.hasJwtAuthorizer()).isTrue();
        assertThat(document("'authorizerConfiguration': {}").hasJwtAuthorizer()).isFalse();
        assertThat(sent.updateBody(RuntimeSamples.TOKEN)
                        .at("/authorizerConfiguration/customJWTAuthorizer/privateEndpointOverrides/0/domain"))
                .hasToString("\"x\"");
        assertThat(sent.differences(jwt)).isEmpty();
    }

    private static RuntimeDocument document(String members) {
        return RuntimeDocument.of(RuntimeSamples.json("{%s, %s}".formatted(GET_ONLY, members)));
    }
}
