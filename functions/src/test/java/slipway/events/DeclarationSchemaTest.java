package slipway.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclarationSchemaTest {
    private static final EventFolder DECLARATION = EventFolder.named("declaration");

    record Field(String path, JsonNode schema, boolean required) {}

    @Test
    void everyFieldIsDescribed() {
        assertThat(fields())
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        field -> assertThat(field.schema().path("description").asText())
                                .as(field.path())
                                .endsWith("."));
    }

    @Test
    void everyFieldThatMayBeLeftOutSaysWhatHoldsThen() {
        assertThat(fields())
                .filteredOn(field -> !field.required())
                .allSatisfy(field -> assertThat(field.schema().has("default")
                                || field.schema().path("description").asText().contains("Left out:"))
                        .as(field.path())
                        .isTrue());
    }

    @Test
    void everyDefaultFitsItsOwnField() {
        assertThat(fields())
                .filteredOn(field -> field.schema().has("default"))
                .allSatisfy(field -> assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(field.schema().toString())
                                .validate(field.schema().path("default").toString(), InputFormat.JSON))
                        .as(field.path())
                        .isEmpty());
    }

    @Test
    void everyTextNumberAndListHasBounds() {
        assertThat(fields())
                .allSatisfy(field ->
                        assertThat(bounded(field.schema())).as(field.path()).isTrue());
    }

    @Test
    void theSamplesUseEveryField() {
        Set<String> used = new HashSet<>();
        DECLARATION.samples("accepted").forEach(sample -> collect(EventFolder.json(sample), "", used));
        assertThat(used).containsAll(fields().stream().map(Field::path).toList());
    }

    @Test
    void theCompleteExampleFitsIntoAParameter() {
        Path example = DECLARATION.path().resolve("example.json");
        assertThat(EventFolder.text(example).length()).isLessThan(8192);
    }

    private static boolean bounded(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> schema.has("pattern") || schema.has("maxLength");
            case "integer", "number" ->
                (schema.has("minimum") || schema.has("exclusiveMinimum")) && schema.has("maximum");
            case "array" -> schema.has("maxItems");
            case "object" -> schema.path("additionalProperties").isBoolean();
            default -> true;
        };
    }

    private static List<Field> fields() {
        List<Field> found = new ArrayList<>();
        collect(DECLARATION.schema(), "", found);
        return found;
    }

    private static void collect(JsonNode schema, String path, List<Field> found) {
        var required = new HashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            var at = path + "/" + property.getKey();
            found.add(new Field(at, property.getValue(), required.contains(property.getKey())));
            collect(property.getValue(), at, found);
        });
        schema.path("oneOf").forEach(choice -> collect(choice, path, found));
    }

    private static void collect(JsonNode value, String path, Set<String> used) {
        used.add(path);
        value.properties().forEach(property -> collect(property.getValue(), path + "/" + property.getKey(), used));
    }
}
