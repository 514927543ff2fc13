package slipway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.Version;
import slipway.event.About;
import slipway.image.Digest;
import slipway.ledger.RolloutId;
import slipway.port.CapturedOutput;
import slipway.port.FunctionContext;
import slipway.target.TargetName;

class LoggedHandlerTest {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedHandlerTest.class);
    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

    /** Writes what it is given to the log, in the middle of a decision. */
    private static final class Decides extends LoggedHandler {
        @Override
        protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
            String message = new String(input.readAllBytes(), UTF_8);
            LOG.info("before");
            try (var _ = About.target(new TargetName("support")).andDigest(DIGEST)) {
                try (var _ = About.rollout(new RolloutId("support-7")).andVersion(new Version(4))) {
                    LOG.warn("{}", message);
                }
                LOG.info("within");
            }
            System.out.println("{\"_aws\":{}}");
            LOG.error("after", new IllegalStateException("planned"));
            try (var _ = About.target(new TargetName("left-open"))) {
                throw new IllegalStateException(message);
            }
        }
    }

    @Test
    void aLineIsOneObjectThatTellsTheRequestAndWhatItIsAbout() throws IOException {
        List<JsonNode> lines = lines("say \"no\"\nand again");

        JsonNode decision = lines.get(1);
        assertThat(decision.path("timestamp").asText())
                .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(decision.path("level").asText()).isEqualTo("WARN");
        assertThat(decision.path("message").asText()).isEqualTo("say \"no\"\nand again");
        assertThat(decision.path("service").asText()).isEqualTo("slipway");
        assertThat(decision.path("function_name").asText()).isEqualTo("rollout");
        assertThat(decision.path("function_request_id").asText()).isEqualTo("request-1");
        assertThat(decision.path("target").asText()).isEqualTo("support");
        assertThat(decision.path("digest").asText()).isEqualTo(DIGEST.value());
        assertThat(decision.path("rollout").asText()).isEqualTo("support-7");
        assertThat(decision.path("version").asText()).isEqualTo("4");
    }

    @Test
    void aKeyStandsInTheLinesOfItsScopeAlone() throws IOException {
        List<JsonNode> lines = lines("anything");

        assertThat(lines).extracting(line -> line.has("target")).containsExactly(false, true, true, false, false);
        assertThat(lines).extracting(line -> line.has("rollout")).containsExactly(false, true, false, false, false);
        assertThat(lines).extracting(line -> line.has("function_name")).containsExactly(true, true, true, false, true);
    }

    @Test
    void aMetricsLineIsLeftAsItIs() throws IOException {
        assertThat(lines("anything").get(3)).hasToString("{\"_aws\":{}}");
    }

    @Test
    void anErrorBringsItsStackTrace() throws IOException {
        assertThat(lines("anything").get(4).path("error").asText())
                .startsWith("java.lang.IllegalStateException: planned")
                .contains("Decides.handle");
    }

    @Test
    void nothingOfOneRequestStandsInTheLinesOfTheNext() throws IOException {
        lines("fails");

        try (CapturedOutput output = new CapturedOutput()) {
            LOG.info("between requests");
            assertThat(output.text()).contains("between requests").doesNotContain("request-1", "left-open");
        }
    }

    private static List<JsonNode> lines(String message) throws IOException {
        try (CapturedOutput output = new CapturedOutput()) {
            assertThatThrownBy(() -> new Decides()
                            .handleRequest(
                                    new ByteArrayInputStream(message.getBytes(UTF_8)),
                                    new ByteArrayOutputStream(),
                                    new FunctionContext("rollout", "request-1")))
                    .hasMessage(message);
            return new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .<JsonNode>readValues(output.text())
                    .readAll();
        }
    }
}
