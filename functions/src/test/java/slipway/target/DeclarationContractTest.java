package slipway.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.events.EventFolder;

/** The schema that owners read and the reader that decides, held against each other. */
class DeclarationContractTest {
    private static final EventFolder FOLDER = EventFolder.named("declaration");
    private static final Path EXAMPLE = FOLDER.path().resolve("example.json");

    /** Where a value goes, and values for it: good ones, and ones that are wrong by a little. */
    private record Edit(String pointer, List<String> values) {}

    private static final List<String> ANY = List.of("null", "{}", "[]", "\"\"", "7", "true", "\" \"");
    private static final List<String> PERCENTS = List.of("0", "-0.1", "0.5", "100", "100.0", "100.1", "1e2", "1e999");
    private static final List<String> RATIOS = List.of("1", "1.0", "1.001", "2", "100", "100.5", "0", "-2", "1e999");
    private static final List<Edit> EDITS = List.of(
            new Edit("/schema", List.of("1", "1.0", "2", "\"1\"", "1e0", "1.5", "99999999999999999999", "1e999")),
            new Edit("/repository/account", List.of("\"111122223333\"", "\"11112222333\"", "\"11112222333a\"")),
            new Edit(
                    "/repository/region",
                    List.of("\"eu-central-1\"", "\"us-gov-west-1\"", "\"eu\"", "\"EU-central-1\"")),
            new Edit(
                    "/repository/name",
                    List.of("\"a\"", "\"ab\"", "\"a//b\"", "\"a/b\"", "\"a..b\"", text(256), text(257))),
            new Edit("/repository/else", List.of("1")),
            new Edit("/tagPolicy", List.of("""
                    {"type": "semver", "range": "^1.2"}""", """
                    {"type": "newest"}""", """
                    {"type": "exact", "tag": "latest"}""", """
                    {"type": "exact", "tag": ".hidden"}""", """
                    {"type": "newest", "allow": []}""", """
                    {"type": "newest", "allow": ["a", 1]}""", """
                    {"type": "newest", "allow": ["*-rc?"], "ignore": ["x y"]}""", """
                    {"type": "newest", "ignore": [""]}""", """
                    {"type": "newest", "ignore": null}""", """
                    {"type": "semver", "range": "1.x", "tag": "a"}""", """
                    {"type": "Semver", "range": "1.x"}""")),
            new Edit("/tagPolicy/preReleases", List.of("true", "\"true\"", "0")),
            new Edit("/tagPolicy/range", List.of("\">=1 <2\"", "\"1.x || 3.x\"")),
            new Edit("/runtime/name", List.of("\"a_1\"", "\"1a\"", "\"a-b\"", text(48), text(49))),
            new Edit("/runtime/configurationFrom", List.of("\"latest\"", "\"live\"", "\"Live\"")),
            new Edit("/runtime/authorizerPrivateEndpoints", List.of("\"none\"", "\"None\"", "[{}]", "[1]", """
                    [{"a": 1}]""", """
                    [{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1}]""")),
            new Edit(
                    "/endpoint",
                    List.of(
                            "\"live\"",
                            "\"DEFAULT\"",
                            "\"candidate\"",
                            "\"a_previous\"",
                            "\"default\"",
                            text(38),
                            text(39))),
            new Edit("/smokeTest", List.of("""
                    {"skip": "no way in"}""", """
                    {"skip": "why", "payload": 1}""", """
                    {"payload": null}""")),
            new Edit("/smokeTest/skip", List.of("\"why\"", text(512), text(513))),
            new Edit("/smokeTest/payload", List.of("\"text\"", "[1]")),
            new Edit("/smokeTest/expect/status", List.of("100", "99", "599", "600", "200.0", "2e2", "200.5")),
            new Edit("/smokeTest/expect/contains", List.of(text(1024), text(1025))),
            new Edit("/smokeTest/expect/pointer", List.of("\"/a~1b\"", "\"/a~2\"", "\"a\"", "\"/\"", "\"/a\\nb\"")),
            new Edit("/smokeTest/expect/equals", List.of("1e400")),
            new Edit("/smokeTest/expect/matches", List.of("\"(?i)x+\"", text(1024), text(1025))),
            new Edit("/smokeTest/expect", List.of("{\"status\": 204}", "{\"code\": 1}")),
            new Edit("/smokeTest/latencyMillis", List.of("1", "0", "900000", "900001")),
            new Edit("/smokeTest/samples", List.of("100", "101", "2", "3.0")),
            new Edit("/smokeTest/mustPass", List.of("1", "0", "101")),
            new Edit("/smokeTest/deadlineSeconds", List.of("840", "841", "-1")),
            new Edit("/smokeTest/maxBytes", List.of("10485760", "10485761", "1e7")),
            new Edit("/smokeTest/latencyRatio", RATIOS),
            new Edit("/approval", List.of("{\"expires\": 1}", "{\"expiresHours\": null}")),
            new Edit("/approval/expiresHours", List.of("1", "0", "336", "337", "72.0")),
            new Edit("/bake", List.of("""
                    {"minutes": 1}""", """
                    {"minutes": 1, "alarms": []}""", """
                    {"minutes": 1, "minInvocations": 1}""", """
                    {"minutes": 1, "minNewSessions": 1, "throttlePercent": 1}""", """
                    {"minutes": 1, "tooLittleTraffic": {}}""", """
                    {"errorPercent": 1}""")),
            new Edit("/bake/minutes", List.of("1", "0", "1440", "1441")),
            new Edit(
                    "/bake/alarms",
                    List.of(
                            "[\"a\"]",
                            "[\"a\", \"b\"]",
                            "[\"a\", \"a\"]",
                            "[\"\"]",
                            "[1]",
                            """
                    ["a\\nb"]""",
                            """
                    ["a\\n"]""",
                            """
                    ["\\u007f"]""",
                            """
                    [" ü\\u2028"]""",
                            "[" + text(255) + "]",
                            "[" + text(256) + "]",
                            names(20),
                            names(21))),
            new Edit("/bake/errorPercent", PERCENTS),
            new Edit("/bake/throttlePercent", PERCENTS),
            new Edit("/bake/latencyMillis", List.of("1", "0", "900000", "900001", "1.5")),
            new Edit("/bake/latencyRatio", RATIOS),
            new Edit("/bake/minInvocations", List.of("0", "-1", "1000000", "1000001")),
            new Edit("/bake/minNewSessions", List.of("0", "-1", "1000000", "1000001")),
            new Edit("/bake/tooLittleTraffic", List.of("{\"then\": \"rollBack\"}", "{\"wait\": 1}")),
            new Edit("/bake/tooLittleTraffic/waitMinutes", List.of("0", "-1", "1440", "1441")),
            new Edit("/bake/tooLittleTraffic/then", List.of("\"promote\"", "\"rollback\"", "\"ROLL_BACK\"")),
            new Edit("/afterRejection", List.of("\"leave\"", "\"restoreDefault\"", "\"RestoreDefault\"")),
            new Edit("/afterRollback", List.of("\"veto\"", "\"hold\"", "\"Hold\"")),
            new Edit("/keepVersions", List.of("5", "4", "900", "901")),
            new Edit("/drift", List.of("{}", "{\"policy\": \"off\"}", "{\"heal\": true}", "\"heal\"")),
            new Edit("/drift/policy", List.of("\"heal\"", "\"report\"", "\"off\"", "\"Off\"")),
            new Edit("/drift/heldTooLongDays", List.of("1", "0", "365", "366", "7.0", "1.5")),
            new Edit("/drift/vetoedTooLongDays", List.of("1", "0", "365", "366")),
            new Edit("/unknown", List.of("1")));
    /** What the reader alone can judge: text of the reader's own problem. */
    private static final List<String> BEYOND_A_SCHEMA =
            List.of("at most as many as there are samples", "npm range", "RE2", "repeat less");

    static Stream<Path> everySample() {
        return Stream.of("accepted", "refused/by-schema").flatMap(kind -> FOLDER.samples(kind).stream());
    }

    @ParameterizedTest
    @MethodSource("everySample")
    void aSampleIsJudgedTheSameByBoth(Path sample) {
        assertThat(DeclarationReader.read(EventFolder.text(sample)) instanceof Declared.Valid)
                .isEqualTo(FOLDER.problems(sample).isEmpty());
    }

    @Test
    void whatASchemaCannotSayTheReaderDoes() {
        assertThat(FOLDER.samples("refused/by-parser"))
                .allSatisfy(sample -> assertThat(DeclarationReader.read(EventFolder.text(sample)))
                        .isInstanceOfSatisfying(
                                Declared.Invalid.class,
                                invalid -> assertThat(invalid.problems())
                                        .singleElement()
                                        .satisfies(problem ->
                                                assertThat(BEYOND_A_SCHEMA).anyMatch(problem.remedy()::contains))));
    }

    @Property(tries = 3000)
    void aDeclarationIsJudgedTheSameByBoth(@ForAll("declarations") String declaration) {
        Declared read = DeclarationReader.read(declaration);
        boolean fits = FOLDER.problems(declaration).isEmpty();
        Statistics.label("fits").collect(fits);
        if (read instanceof Declared.Invalid invalid && beyondASchema(invalid)) {
            return;
        }
        Assertions.assertThat(read instanceof Declared.Valid)
                .as("%s%n%s%n%s", declaration, read, FOLDER.problems(declaration))
                .isEqualTo(fits);
    }

    private static boolean beyondASchema(Declared.Invalid invalid) {
        return invalid.problems().stream()
                .allMatch(problem -> BEYOND_A_SCHEMA.stream().anyMatch(problem.remedy()::contains));
    }

    @Provide
    Arbitrary<String> declarations() {
        Arbitrary<Edit> edits = Arbitraries.of(EDITS);
        Arbitrary<int[]> picks =
                Arbitraries.integers().between(0, 1000).array(int[].class).ofSize(4);
        return edits.list().ofMinSize(1).ofMaxSize(4).flatMap(chosen -> picks.map(numbers -> edited(chosen, numbers)));
    }

    private static String edited(List<Edit> edits, int[] picks) {
        ObjectNode declaration = EventFolder.json(EXAMPLE).deepCopy();
        for (int number = 0; number < edits.size(); number++) {
            Edit edit = edits.get(number);
            List<String> values =
                    Stream.concat(edit.values().stream(), ANY.stream()).toList();
            // One pick in so many removes what is there.
            int pick = picks[number] % (values.size() + 1);
            set(declaration, edit.pointer(), pick < values.size() ? values.get(pick) : "");
        }
        return declaration.toString();
    }

    private static void set(ObjectNode declaration, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = declaration.at(pointer.substring(0, slash));
        if (parent instanceof ObjectNode object) {
            String name = pointer.substring(slash + 1);
            object.remove(name);
            if (!value.isEmpty()) {
                object.putRawValue(name, new com.fasterxml.jackson.databind.util.RawValue(value));
            }
            reparse(declaration);
        }
    }

    /** So that a later edit finds its way into what an earlier one wrote. */
    private static void reparse(ObjectNode declaration) {
        try {
            JsonNode again = EventFolder.JSON
                    .reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(declaration.toString());
            declaration.removeAll();
            declaration.setAll((ObjectNode) again);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "\"a" + n + "\"")
                .toList()
                .toString();
    }

    private static String text(int length) {
        return "\"" + "a".repeat(length) + "\"";
    }

    @Test
    void aDeclarationOf8192BytesIsTakenAndOneByteMoreIsNot() {
        assertThat(DeclarationReader.read(padded(8192))).isInstanceOf(Declared.Valid.class);
        assertThat(problem(padded(8193))).isEqualTo("/: 8193 bytes; write at most 8192 bytes");
    }

    @Test
    void bytesCountAndNotCharacters() {
        String wide = padded(8192).replaceFirst("support\"", "supp\u00f6rt\"");
        assertThat(problem(wide)).startsWith("/: 8193 bytes");
    }

    @Test
    void threeHundredKilobytesAreRefusedBeforeTheyAreRead() {
        assertThat(problem("[".repeat(300 * 1024))).isEqualTo("/: 307200 bytes; write at most 8192 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsAProblemAndNoStackOverflow(String opening) {
        assertThat(problem(opening.repeat(1000))).contains("write JSON").contains("nesting depth");
    }

    @Test
    void aFieldThatIsWrittenTwiceIsRefused() {
        assertThat(problem("{\"schema\": 1, \"schema\": 1}")).contains("Duplicate field 'schema'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "{} {}", "{\"schema\": NaN}", "\ufeff{}", "{'schema': 1}"})
    void whatIsNoObjectOfJsonIsRefused(String text) {
        assertThat(DeclarationReader.read(text)).isInstanceOf(Declared.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((((a{30}){30}){30}){30}){30})",
                "((a{1000}){1000})",
                "([\\\\d{]{1000}x){3}",
                "(?:\\\\p{Greek}{50}){50}",
                "(a|b{2,1000}){1000}"
            })
    void aPatternThatWouldFillTheMemoryIsRefusedAtOnce(String pattern) {
        long began = System.nanoTime();
        assertThat(problem(matching(pattern)))
                .contains("/smokeTest/expect/matches")
                .contains("repeat less");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "[[:alpha:]{3}]{5}",
                "a{2,}b{0}",
                "\\\\{9{x"
            })
    void aPatternThatIsOnlyLongIsTaken(String pattern) {
        assertThat(DeclarationReader.read(matching(pattern))).isInstanceOf(Declared.Valid.class);
    }

    private static String matching(String pattern) {
        return EventFolder.text(EXAMPLE).replace("(?i)password", pattern);
    }

    private static String padded(int bytes) {
        String text = EventFolder.text(EXAMPLE);
        return text + " ".repeat(bytes - text.length());
    }

    private static String problem(String declaration) {
        return ((Declared.Invalid) DeclarationReader.read(declaration)).sentence();
    }
}
