package slipway.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;

/** What EventBridge puts around every event, whoever sends it. */
final class Envelope {
    private Envelope() {}

    static void check(Path sample) {
        var event = EventFolder.json(sample);
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail");
        assertThat(event.path("version").asText()).isEqualTo("0");
        assertThat(event.path("id").asText()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(event.path("account").asText()).matches("[0-9]{12}");
        assertThat(Instant.parse(event.path("time").asText())).isAfter(Instant.EPOCH);
        assertThat(event.path("region").asText()).isNotBlank();
        assertThat(event.path("source").asText()).isNotBlank();
        assertThat(event.path("detail-type").asText()).isNotBlank();
        assertThat(event.path("resources")).allMatch(JsonNode::isTextual);
        assertThat(event.path("detail").isObject()).isTrue();
    }
}
