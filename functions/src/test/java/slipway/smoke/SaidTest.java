package slipway.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SaidTest {
    private static final String STREAM = """
            : a comment
            event: token
            data: {"answer":
            data:  "Hel"}

            data: {"answer": "Hello"}

            data: [DONE]
            """;

    @Test
    void aStreamsJsonIsItsLastEventThatIsJson() {
        assertThat(Said.of("text/event-stream; charset=utf-8", STREAM)
                        .json()
                        .map(json -> json.path("answer").asText()))
                .contains("Hello");
    }

    @Test
    void aTextMayBeSpreadOverEvents() {
        var said = Said.of("text/event-stream", "data: Hel\n\ndata: lo\n\n");
        assertThat(said.holds("Hello")).isTrue();
        assertThat(said.holds("Hel\nlo")).isTrue();
        assertThat(said.holds("data:")).isFalse();
    }

    @Test
    void aBodyIsJsonOnlyIfAllOfItIs() {
        assertThat(Said.of("application/json", "{\"a\": 1} trailing").json()).isEmpty();
        assertThat(Said.of("application/json", "").json()).isEmpty();
        assertThat(Said.of("application/json", "[".repeat(5_000)).json()).isEmpty();
        assertThat(Said.of("", "7").json()).isPresent();
    }

    @Test
    void whatAnAgentSaidCannotForgeALine() {
        assertThat(Escaped.text("a\n\u001b[31m\u202eb\u2028ü漢")).isEqualTo("a\\u000a\\u001b[31m\\u202eb\\u2028ü漢");
    }

    @Test
    void whatAnAgentSaidStaysWithinTwoKilobytes() {
        assertThat(Escaped.text("漢".repeat(5_000)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(2048)
                .hasSizeGreaterThan(2040);
        assertThat(Escaped.text("\u0000".repeat(5_000)))
                .hasSizeLessThanOrEqualTo(2048)
                .endsWith("…");
    }
}
