package slipway.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis;
import software.amazon.event.ruler.Ruler;

/** The samples of found drift, and what people read of them. */
class DriftNoticeTest {
    private static final JsonNode RULE = Synthesis.resource("AWS::Events::Rule", "Name", "slipway-local-drift-found");
    private static final JsonNode TRANSFORMER = RULE.at("/Targets/0/InputTransformer");

    @ParameterizedTest
    @CsvSource({
        "drift-found/accepted/edited-in-the-console.json, true",
        "drift-found/accepted/missed-push.json, false",
        "drift-gone/accepted/live-is-back.json, false",
    })
    void peopleHearOfWhatIsLeftToThem(String sample, boolean told) throws Exception {
        var event = Synthesis.read(Synthesis.ROOT.resolve("events").resolve(sample));
        assertThat(Ruler.matchesRule(event.toString(), RULE.path("EventPattern").toString()))
                .isEqualTo(told);
    }

    @Test
    void theyReadWhatItMeansAndWhatHelps() {
        var detail = Synthesis.read(Synthesis.ROOT.resolve("events/drift-found/accepted/edited-in-the-console.json"))
                .path("detail");
        var text = TRANSFORMER.path("InputTemplate").asText();
        for (var variable : TRANSFORMER.path("InputPathsMap").properties()) {
            var value = detail.at(
                    variable.getValue().asText().replace("$.detail", "").replace('.', '/'));
            assertThat(value.isTextual()).as(variable.getKey()).isTrue();
            text = text.replace("<" + variable.getKey() + ">", value.asText());
        }
        var said = List.of("target", "reason", "subject", "meaning", "detail", "remedy");
        assertThat(text)
                .contains(
                        said.stream().map(field -> detail.path(field).asText()).toList());
        assertThat(text).doesNotContain("<");
    }
}
