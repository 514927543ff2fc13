package slipway.local.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.local.json.Json;

class InputTransformerTest {
    private static final JsonNode EVENT = Json.read("""
            {"source":"shop","resources":["a","b"],
             "detail":{"agent":"support","count":3,"said":"a \\"b\\"","image":{"tag":"1.4.2"}}}""");
    private static final Map<String, EventPath> PATHS = Map.of(
            "agent", new EventPath("$.detail.agent"),
            "count", new EventPath("$.detail.count"),
            "said", new EventPath("$.detail.said"),
            "image", new EventPath("$.detail.image"),
            "second", new EventPath("$.resources[1]"),
            "gone", new EventPath("$.detail.gone"));

    @Test
    void valuesOutsideQuotesAreJson() {
        assertThat(made("{\"a\":<agent>,\"n\":<count>,\"i\":<image>,\"r\":<second>}"))
                .isEqualTo("{\"a\":\"support\",\"n\":3,\"i\":{\"tag\":\"1.4.2\"},\"r\":\"b\"}");
    }

    @Test
    void valuesInsideQuotesAreTextWithoutQuotes() {
        assertThat(made("{\"a\":\"<agent> runs <image> \\\"<count>\\\"\"}"))
                .isEqualTo("{\"a\":\"support runs {tag:1.4.2} \\\"3\\\"\"}");
    }

    @Test
    void linesOfTextStayLinesWithTheirQuotes() {
        assertThat(made("\"<agent> has news.\"\n\"It said: <said><gone>\""))
                .isEqualTo("\"support has news.\"\n\"It said: a \"b\"\"");
    }

    @Test
    void oneLineIsAText() {
        assertThat(new InputTransformer(PATHS, "\"<agent> has news.\"")
                        .apply(EVENT)
                        .asText())
                .isEqualTo("support has news.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"at <aws.events.event.ingestion-time>\"",
                "{\"event\":<aws.events.event.json>}",
                "\"<nobody>\"",
                "<agent> has news.",
                "{\"a\":<agent>",
                "\"one\"\ntwo",
                ""
            })
    void whatIsNoTemplateIsRefused(String template) {
        assertThatThrownBy(() -> new InputTransformer(PATHS, template)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPredefinedVariableIsRefusedByName() {
        assertThatThrownBy(() -> new InputTransformer(PATHS, "\"<aws.events.rule-name>\""))
                .hasMessageContaining("<aws.events.rule-name>");
        assertThatThrownBy(() -> new InputTransformer(Map.of("AWS.x", new EventPath("$")), "\"x\""))
                .hasMessageContaining("AWS.x");
    }

    private static String made(String template) {
        return Json.write(new InputTransformer(PATHS, template).apply(EVENT));
    }
}
