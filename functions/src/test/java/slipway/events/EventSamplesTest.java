package slipway.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSamplesTest {
    private static final String DECLARATION = "declaration";
    /** The folders of what is written or read, or sent without a bus. */
    private static final List<String> DOCUMENTS =
            List.of(DECLARATION, "rollout-record", "resource-request", "drift-check");

    private static final List<String> SAMPLE_FOLDERS =
            List.of("accepted", "ignored/by-rule", "ignored/by-handler", "refused/by-schema", "refused/by-parser");

    static Stream<EventFolder> folders() {
        return EventFolder.all().stream();
    }

    static Stream<EventFolder> events() {
        return folders().filter(folder -> !DOCUMENTS.contains(folder.name()));
    }

    static Stream<EventFolder> eventsOfOthers() {
        return events().filter(folder -> !sender(folder).equals("slipway"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyFolderHoldsASchemaAndSamplesThatItAcceptsAndRefuses(EventFolder folder) {
        assertThat(folder.path().resolve("schema.json")).isRegularFile();
        assertThat(folder.samples("accepted")).as("accepted").isNotEmpty();
        assertThat(Stream.of("ignored", "refused").flatMap(kind -> folder.samples(kind).stream()))
                .as("ignored or refused")
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("eventsOfOthers")
    void anEventThatOthersSendSaysWhatTheRuleAndWhatTheHandlerIgnores(EventFolder folder) {
        assertThat(folder.samples("ignored/by-rule")).as("by rule").isNotEmpty();
        assertThat(folder.samples("ignored/by-handler")).as("by handler").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void noSampleLiesWhereNoTestLooks(EventFolder folder) {
        var known = SAMPLE_FOLDERS.stream().flatMap(kind -> folder.samples(kind).stream());
        var others = Stream.of("schema.json", "example.json").map(folder.path()::resolve);
        assertThat(folder.samples(""))
                .isSubsetOf(Stream.concat(known, others).toList())
                .allMatch(file -> file.toString().endsWith(".json"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theSchemaIsNamedAfterItsFolder(EventFolder folder) {
        var kind = DOCUMENTS.contains(folder.name()) ? "" : "event:";
        assertThat(folder.schema().path("$id").asText()).isEqualTo("urn:slipway:" + kind + folder.name() + ":1");
        assertThat(folder.schema().path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsAcceptedFitsTheSchema(EventFolder folder) {
        assertThat(folder.samples("accepted"))
                .allSatisfy(sample -> assertThat(folder.problems(sample)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsRefusedBySchemaDoesNotFitIt(EventFolder folder) {
        assertThat(folder.samples("refused/by-schema"))
                .allSatisfy(sample -> assertThat(folder.problems(sample)).isNotEmpty());
    }

    /** What fits the schema reaches the handler or the parser, so that it is theirs to say no. */
    @ParameterizedTest
    @MethodSource("folders")
    void whatTheCodeTurnsAwayFitsTheSchema(EventFolder folder) {
        assertThat(Stream.of("ignored/by-handler", "refused/by-parser").flatMap(kind -> folder.samples(kind).stream()))
                .allSatisfy(sample -> assertThat(folder.problems(sample)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyAcceptedOrIgnoredSampleIsAWholeEnvelope(EventFolder folder) {
        assertThat(Stream.of("accepted", "ignored").flatMap(kind -> folder.samples(kind).stream()))
                .allSatisfy(Envelope::check);
    }

    @Test
    void noTwoSamplesShareAnId() {
        assertThat(events().flatMap(folder -> folder.samples("").stream())
                        .filter(file -> !file.endsWith("schema.json"))
                        .map(file -> EventFolder.json(file).path("id").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theTableListsEveryFolderAndNoOther() {
        var rows = EventFolder.text(EventFolder.root().resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("| [`"))
                .map(line -> line.substring(4, line.indexOf('`', 4)));
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        folders().map(EventFolder::name).toList());
    }

    @Test
    void theCompleteExampleOfADeclarationFitsTheSchema() {
        var declaration = EventFolder.named(DECLARATION);
        Path example = declaration.path().resolve("example.json");
        assertThat(Files.exists(example)).isTrue();
        assertThat(declaration.problems(example)).isEmpty();
    }

    private static String sender(EventFolder folder) {
        return folder.schema().at("/properties/source/const").asText();
    }
}
