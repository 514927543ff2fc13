package slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.events.EventFolder;

/** The record of a rollout as the ledger writes it, against the schema and the samples that readers rely on. */
class RolloutRecordSamplesTest {
    private static final EventFolder FOLDER = EventFolder.named("rollout-record");
    private static final ObjectMapper JSON = LedgerJson.mapper();

    static List<String> names() {
        return List.copyOf(RecordSamples.all().keySet());
    }

    @Test
    void everySampleIsWrittenByTheLedger() {
        assertThat(FOLDER.samples("accepted"))
                .extracting(sample -> sample.getFileName().toString().replace(".json", ""))
                .containsExactlyInAnyOrderElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSampleIsWhatTheLedgerWrites(String name) throws IOException {
        Path sample = FOLDER.path().resolve("accepted").resolve(name + ".json");
        String written =
                written(Objects.requireNonNull(RecordSamples.all().get(name))).toPrettyString();
        assertThat(EventFolder.json(sample)).as(written).isEqualTo(EventFolder.JSON.readTree(written));
    }

    @Test
    void theSchemaKnowsWhatTheLedgerWritesAndNothingElse() {
        JsonNode schema = FOLDER.schema().path("properties");
        assertSame(RolloutRecord.class, schema.path("rollout"));
        assertSame(VerdictRecord.class, schema.at("/verdicts/items"));
    }

    private static ObjectNode written(RecordSamples.Shown shown) {
        ObjectNode view = JSON.createObjectNode().put("schema", 1);
        view.set("rollout", JSON.valueToTree(shown.rollout()));
        view.set("verdicts", JSON.valueToTree(shown.verdicts()));
        return view;
    }

    private static void assertSame(Class<?> type, JsonNode schema) {
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .as(type.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode member = schema.path("properties").path(component.getName());
            JsonNode each = member.has("items") ? member.path("items") : member;
            if (each.path("type").asText().equals("object")) {
                assertSame(single(component.getGenericType()), each);
            }
        }
    }

    /** What an Optional or a list holds. */
    private static Class<?> single(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getActualTypeArguments()[0]
                : (Class<?>) type;
    }
}
