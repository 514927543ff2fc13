package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import slipway.image.Samples;

class LosslessUpdateTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> GET_ONLY = List.of(
            "agentRuntimeArn",
            "agentRuntimeId",
            "agentRuntimeName",
            "agentRuntimeVersion",
            "createdAt",
            "failureReason",
            "lastUpdatedAt",
            "status",
            "workloadIdentityDetails");

    @Property(tries = 300)
    void whatGetReturnedGoesBackButForTheImage(@ForAll("documents") ObjectNode document) throws IOException {
        var image = Samples.image("1.4.2", "a");
        var received = (ObjectNode) ExactJson.parse(ExactJson.bytes(document));
        var body = RuntimeDocument.of(received).withImage(image).updateBody(RuntimeSamples.TOKEN);
        var sent = ExactJson.parse(ExactJson.bytes(body));

        var expected = document.deepCopy().put("clientToken", RuntimeSamples.TOKEN);
        expected.remove(GET_ONLY);
        expected.withObject("/agentRuntimeArtifact/containerConfiguration").put("containerUri", image.uri());
        assertThat(sent.toString()).isEqualTo(expected.toString());
    }

    @Provide
    Arbitrary<ObjectNode> documents() {
        return objects(values(3)).map(document -> {
            GET_ONLY.forEach(member -> document.put(member, "1"));
            document.withObject("/agentRuntimeArtifact/containerConfiguration").put("containerUri", "before");
            return document;
        });
    }

    private static Arbitrary<JsonNode> values(int depth) {
        var scalars = Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.strings().ofMaxLength(12).map(JSON::textNode),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200))
                        .map(JSON::numberNode),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e40"), new BigDecimal("1e40"))
                        .ofScale(12)
                        .map(JSON::numberNode),
                Arbitraries.of(JSON.objectNode(), JSON.arrayNode()));
        if (depth == 0) {
            return scalars.map(JsonNode.class::cast);
        }
        var deeper = values(depth - 1);
        return Arbitraries.oneOf(
                scalars.map(JsonNode.class::cast),
                objects(deeper).map(JsonNode.class::cast),
                deeper.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list)));
    }

    private static Arbitrary<ObjectNode> objects(Arbitrary<JsonNode> members) {
        var names = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8), Arbitraries.of("description", "environmentVariables", "new2027"));
        return Arbitraries.maps(names, members).ofMaxSize(4).map(map -> {
            var object = JSON.objectNode();
            map.forEach(object::set);
            return object;
        });
    }
}
