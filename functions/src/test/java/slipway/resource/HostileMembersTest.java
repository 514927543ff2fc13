package slipway.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.agentruntime.RuntimeSamples;
import slipway.customresource.Properties;

/** Whatever stands where a template declares a runtime's members: it is read or told, and no value is told. */
class HostileMembersTest {
    private static final String SECRET = "s3cret";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private record Result(ObjectNode members, List<String> problems) {}

    private static Result read(JsonNode configuration, String additional) {
        ObjectNode declared = NODES.objectNode();
        declared.set("Configuration", configuration);
        declared.put("AdditionalProperties", additional);
        Properties properties = Properties.of(declared);
        ObjectNode members = MembersReader.read(properties);
        return new Result(members, properties.problems());
    }

    private static List<String> problems(String configuration, String additional) {
        return read(RuntimeSamples.json("{'it': %s}".formatted(configuration)).path("it"), additional)
                .problems();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    's3cret'                                                  | {} | Configuration is no object
                    ['s3cret']                                                | {} | Configuration is no object
                    {'description': {'a': 's3cret'}}                          | {} | Configuration.description is no text
                    {'environmentVariables': 's3cret'}                        | {} | Configuration.environmentVariables is no object
                    {'environmentVariables': {'KEY': {'a': 's3cret'}}}        | {} | Configuration.environmentVariables.KEY is no text
                    {'environmentVariables': {'KEY': ['s3cret']}}             | {} | Configuration.environmentVariables.KEY is no text
                    {'filesystemConfigurations': {'a': 's3cret'}}             | {} | Configuration.filesystemConfigurations is no list
                    {'lifecycleConfiguration': {'maxLifetime': 's3cret'}}     | {} | Configuration.lifecycleConfiguration.maxLifetime is no whole number
                    {'lifecycleConfiguration': {'maxLifetime': '99999999999'}} | {} | Configuration.lifecycleConfiguration.maxLifetime is no whole number
                    {'metadataConfiguration': {'requireMMDSV2': 's3cret'}}    | {} | Configuration.metadataConfiguration.requireMMDSV2 is neither true nor false
                    {'roleArn': 's3cret'}                                     | {} | Configuration.roleArn does not belong here
                    {'agentRuntimeArtifact': {'a': 's3cret'}}                 | {} | Configuration.agentRuntimeArtifact does not belong here
                    {'EnvironmentVariables': {'KEY': 's3cret'}}               | {} | Configuration.EnvironmentVariables is not known
                    {} | s3cret                                               | AdditionalProperties is no JSON object
                    {} | ['s3cret']                                           | AdditionalProperties is no JSON object
                    {} | {'a': 's3cret'                                       | AdditionalProperties is no JSON object
                    """)
    void whatDoesNotFitIsToldWithItsPathAndWithoutItsValue(String configuration, String additional, String problem) {
        assertThat(problems(configuration, additional))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told).startsWith(problem).doesNotContain(SECRET));
    }

    @Test
    void nothingIsSmuggledInByAdditionalProperties() {
        for (String member : List.of("agentRuntimeArtifact", "agentRuntimeId", "roleArn", "tags", "clientToken")) {
            assertThat(problems("{}", "{\"%s\": \"%s\"}".formatted(member, SECRET)))
                    .singleElement()
                    .asString()
                    .startsWith("AdditionalProperties." + member + " does not belong here")
                    .doesNotContain(SECRET);
        }
        assertThat(problems(
                        "{'environmentVariables': {'KEY': 'a'}}",
                        "{\"environmentVariables\": {\"KEY\": \"%s\"}}".formatted(SECRET)))
                .singleElement()
                .asString()
                .startsWith("AdditionalProperties.environmentVariables.KEY is in Configuration, too")
                .doesNotContain(SECRET);
    }

    @Test
    void whatIsNestedTooDeepIsToldAndLargeValuesArriveWhole() {
        assertThat(problems("{}", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)))
                .singleElement()
                .asString()
                .startsWith("AdditionalProperties is no JSON object");
        ObjectNode large = NODES.objectNode();
        large.withObject("/environmentVariables").put("KEY", "x".repeat(60 * 1024));
        assertThat(read(large, "{}").members()).isEqualTo(large);
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        Arbitrary<JsonNode> leaves =
                Arbitraries.of(NODES.textNode(SECRET), NODES.numberNode(7), NODES.booleanNode(true), NODES.nullNode());
        Arbitrary<String> names = Arbitraries.of(
                "environmentVariables",
                "lifecycleConfiguration",
                "maxLifetime",
                "metadataConfiguration",
                "requireMMDSV2",
                "filesystemConfigurations",
                "authorizerConfiguration",
                "description",
                "roleArn",
                "__proto__",
                "",
                "a.b\u0000");
        return Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> trees().list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list)),
                () -> Arbitraries.maps(names, trees()).ofMaxSize(4).map(HostileMembersTest::object));
    }

    private static JsonNode object(Map<String, JsonNode> members) {
        return NODES.objectNode().setAll(members);
    }

    @Property(tries = 500, seed = "20260707")
    void anyTreeIsReadOrTold(@ForAll("trees") JsonNode configuration, @ForAll("trees") JsonNode additional) {
        Result result = read(configuration, additional.toString());
        assertThat(String.join("\n", result.problems())).doesNotContain(SECRET);
        if (result.problems().isEmpty()) {
            Set<String> names = new TreeSet<>();
            configuration.fieldNames().forEachRemaining(names::add);
            additional.fieldNames().forEachRemaining(names::add);
            assertThat(result.members().fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
