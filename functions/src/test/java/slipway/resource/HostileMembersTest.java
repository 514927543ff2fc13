package slipway.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

    private static final List<String> NAMES = List.of(
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

    private static JsonNode tree(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 8)) {
            case 0 -> NODES.textNode(SECRET);
            case 1 -> NODES.numberNode(7);
            case 2 -> NODES.booleanNode(true);
            case 3 -> NODES.nullNode();
            case 4, 5 -> {
                ArrayNode list = NODES.arrayNode();
                IntStream.range(0, random.nextInt(4)).forEach(_ -> list.add(tree(random, depth - 1)));
                yield list;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                IntStream.range(0, random.nextInt(5))
                        .forEach(_ -> object.set(NAMES.get(random.nextInt(NAMES.size())), tree(random, depth - 1)));
                yield object;
            }
        };
    }

    @Property(tries = 500, seed = "20260707")
    void anyTreeIsReadOrTold(@ForAll Random random) {
        JsonNode configuration = tree(random, 4);
        JsonNode additional = tree(random, 4);
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
