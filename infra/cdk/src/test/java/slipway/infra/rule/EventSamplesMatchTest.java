package slipway.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.infra.Synthesis;
import slipway.infra.naming.DefaultBusRule;
import software.amazon.event.ruler.Ruler;

/** Every sample below {@code events/} against the patterns of the synthesized template, by AWS's own matcher. */
class EventSamplesMatchTest {
    private static final Path EVENTS = Synthesis.ROOT.resolve("events");

    static Stream<Path> samples() {
        return samples(EVENTS).filter(sample -> !EVENTS.relativize(sample).startsWith("declaration"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleMatchesItsOwnRuleAndNoOtherUnlessARuleIsToIgnoreIt(Path sample) {
        assertThat(matching(sample)).isEqualTo(expected(sample));
    }

    @Test
    void everyRuleHasAFolderWithSamplesThatItTakesAndLeaves() {
        assertThat(patterns()).hasSize(DefaultBusRule.values().length);
        for (DefaultBusRule rule : DefaultBusRule.values()) {
            assertThat(samples(EVENTS.resolve(rule.suffix()).resolve("accepted")))
                    .isNotEmpty();
            assertThat(samples(EVENTS.resolve(rule.suffix()).resolve("ignored/by-rule")))
                    .isNotEmpty();
        }
    }

    /** What Slipway tells on its own bus is no order to itself, even where somebody forwards it. */
    private static List<String> expected(Path sample) {
        String folder = EVENTS.relativize(sample).getName(0).toString();
        boolean ignored = sample.getParent().endsWith("by-rule");
        boolean ruled = Stream.of(DefaultBusRule.values())
                .anyMatch(rule -> rule.suffix().equals(folder));
        return ignored || !ruled ? List.of() : List.of("slipway-local-" + folder);
    }

    private static List<String> matching(Path sample) {
        List<String> rules = new ArrayList<>();
        patterns().forEach((rule, pattern) -> {
            try {
                if (Ruler.matchesRule(Synthesis.read(sample).toString(), pattern.toString())) {
                    rules.add(rule);
                }
            } catch (Exception e) {
                throw new AssertionError("the pattern of " + rule, e);
            }
        });
        return rules;
    }

    private static Map<String, JsonNode> patterns() {
        Map<String, JsonNode> patterns = new TreeMap<>();
        Synthesis.resources("AWS::Events::Rule")
                .forEach(rule -> patterns.put(
                        rule.properties().path("Name").asText(),
                        rule.properties().path("EventPattern")));
        return patterns;
    }

    private static Stream<Path> samples(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".json")
                            && !file.getFileName().toString().equals("schema.json"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
