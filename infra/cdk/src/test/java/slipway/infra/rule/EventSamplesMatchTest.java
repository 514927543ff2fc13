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
        return samples(EVENTS).filter(sample -> isRuled(sample) && !isIgnored(sample));
    }

    static Stream<Path> ignored() {
        return samples(EVENTS).filter(EventSamplesMatchTest::isIgnored);
    }

    static Stream<Path> emitted() {
        return samples(EVENTS)
                .filter(sample -> !isRuled(sample) && !EVENTS.relativize(sample).startsWith("declaration"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleMatchesItsOwnRuleAlone(Path sample) {
        assertThat(matching(sample)).isEqualTo(List.of(own(sample)));
    }

    /** Another rule may take it: what is no declaration may be a desired image. */
    @ParameterizedTest
    @MethodSource("ignored")
    void aSampleThatTheRuleIgnoresDoesNotMatchIt(Path sample) {
        assertThat(matching(sample)).doesNotContain(own(sample)).hasSizeLessThan(2);
    }

    /** What Slipway tells on its own bus is no order to itself, even where somebody forwards it. */
    @ParameterizedTest
    @MethodSource("emitted")
    void whatSlipwayEmitsMatchesNoRule(Path sample) {
        assertThat(matching(sample)).isEmpty();
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

    private static String own(Path sample) {
        return "slipway-local-" + EVENTS.relativize(sample).getName(0);
    }

    private static boolean isRuled(Path sample) {
        String folder = EVENTS.relativize(sample).getName(0).toString();
        return Stream.of(DefaultBusRule.values()).anyMatch(rule -> rule.suffix().equals(folder));
    }

    private static boolean isIgnored(Path sample) {
        return sample.toString().contains("/by-rule/");
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

    /** Of the rules on the default bus. */
    private static Map<String, JsonNode> patterns() {
        Map<String, JsonNode> patterns = new TreeMap<>();
        Synthesis.resources("AWS::Events::Rule").stream()
                .filter(rule -> !rule.properties().has("EventBusName"))
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
