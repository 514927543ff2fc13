package slipway.infra.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.infra.Templates;
import slipway.infra.naming.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.StringParameter;

class SmokeGateTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final String REPOSITORY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support";
    private static final String DIGEST = "@sha256:0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f";

    private final Stack stack = Templates.stack("Front");

    @ParameterizedTest
    @ValueSource(strings = {":1.4.2", DIGEST, ":1.4.2" + DIGEST})
    void itWaitsForAnImage(String named) {
        gate(SmokeGateProps.image("support", REPOSITORY + named, "build-17"));
        assertThat(properties().toString())
                .isEqualTo(
                        "{\"ServiceToken\":\"arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-resource-request:live\","
                                + "\"Image\":\"" + REPOSITORY + named
                                + "\",\"Target\":\"support\",\"Trigger\":\"build-17\"}");
    }

    @Test
    void itWaitsForAConfiguration() {
        gate(SmokeGateProps.configuration("support", "c".repeat(64), "build-17"));
        assertThat(properties().path("Configuration").asText()).isEqualTo("c".repeat(64));
        assertThat(properties().has("Image")).isFalse();
    }

    /** CloudFormation reads the parameter anew in every deployment, and asks the gate where it has changed. */
    @Test
    void aParameterIsATrigger() {
        var desired = StringParameter.valueForStringParameter(stack, NAMES.parameter("images/support/desired-image"));
        gate(SmokeGateProps.image("support", desired, desired));
        assertThat(properties().at("/Trigger/Ref").asText()).isNotBlank();
        assertThat(Templates.of(stack).path("Parameters").toString())
                .contains("AWS::SSM::Parameter::Value<String>", "/slipway/local/images/support/desired-image");
    }

    @Test
    void itTellsWhatIsLive() {
        var gate = gate(SmokeGateProps.image("support", REPOSITORY + DIGEST, "1"));
        assertThat(stack.resolve(List.of(gate.liveImage(), gate.liveTag(), gate.liveDigest(), gate.liveVersion())))
                .asString()
                .contains("LiveImage", "LiveTag", "LiveDigest", "LiveVersion");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> gate(SmokeGateProps.image("Support", REPOSITORY, " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("target is Support", "image is " + REPOSITORY + ":", "trigger is blank");
        assertThatThrownBy(() -> gate(SmokeGateProps.configuration("support", "c4f", "1")))
                .hasMessageContaining("configuration is c4f");
    }

    private SmokeGate gate(SmokeGateProps props) {
        return new SmokeGate(stack, "Gate" + stack.getNode().getChildren().size(), NAMES, props);
    }

    private JsonNode properties() {
        return Templates.only(Templates.of(stack), "Custom::SmokeGate").path("Properties");
    }
}
