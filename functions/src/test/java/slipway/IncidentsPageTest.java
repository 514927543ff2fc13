package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every incident that the page tells of has a test that shows the guard, and a defect that the test catches. */
class IncidentsPageTest {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
    private static final int INCIDENTS = 12;
    /** Of the defect that brings the first incident back. */
    private static final int FIRST = 37;

    private static final Pattern ENTRY = Pattern.compile("(?m)^## (\\d+) .+$");
    private static final Pattern PART = Pattern.compile("(?m)^\\*\\*([^*]+)\\.\\*\\*");
    private static final Pattern TEST = Pattern.compile("`(\\w+) (\\w+)(?:#(\\w+))?`");
    private static final Pattern DEFECT =
            Pattern.compile("\\[((\\d+)-[a-z0-9-]+)]\\(\\.\\./scripts/mutants/\\1\\.patch\\)");

    @Test
    void twelveIncidentsEachWithFourParts() {
        assertThat(entries().keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, INCIDENTS).boxed().toList());
        entries().forEach((number, entry) -> {
            assertThat(parts(entry).keySet())
                    .as("incident %d", number)
                    .containsExactlyInAnyOrder("Happened", "Guards", "Shown by", "Brought back by");
            assertThat(parts(entry).get("Happened")).as("incident %d", number).contains("](https://");
            assertThat(parts(entry).get("Guards")).as("incident %d", number).hasSizeGreaterThan(40);
        });
    }

    @Test
    void everyTestThatIsNamedIsThere() {
        entries()
                .forEach((number, entry) -> assertThat(tests(entry))
                        .as("incident %d", number)
                        .isNotEmpty()
                        .allSatisfy(test -> {
                            String source = source(test.group(1), test.group(2));
                            if (test.group(3) != null) {
                                assertThat(source)
                                        .containsPattern("@(Test|ParameterizedTest|Property)\\b(?s:(?!@Test).)*?void "
                                                + test.group(3) + "\\(");
                            }
                        }));
    }

    @Test
    void everyIncidentIsBroughtBackByTheDefectOfItsNumberWhichTheTestCatches() {
        entries().forEach((number, entry) -> {
            List<MatchResult> defects = DEFECT.matcher(parts(entry).get("Brought back by"))
                    .results()
                    .toList();
            assertThat(defects).as("incident %d", number).hasSize(1);
            assertThat(defects.getFirst().group(2)).isEqualTo(String.valueOf(FIRST + number - 1));
            String catcher = tests(entry).getFirst().group().replace("`", "");
            assertThat(read(ROOT.resolve("scripts/mutants")
                            .resolve(defects.getFirst().group(1) + ".patch")))
                    .startsWith("# test: " + catcher + "\n# breaks: ");
        });
    }

    private static List<MatchResult> tests(String entry) {
        return TEST.matcher(parts(entry).get("Shown by")).results().toList();
    }

    private static String source(String module, String type) {
        Path folder = ROOT.resolve(module.equals("functions") ? module : "infra/" + module)
                .resolve("src/test/java");
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .map(IncidentsPageTest::read)
                    .orElseThrow(() -> new AssertionError("no test " + type + " in " + module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Integer, String> entries() {
        Map<Integer, String> entries = new TreeMap<>();
        sections(ENTRY, read(ROOT.resolve("docs/incidents.md")))
                .forEach((number, text) -> entries.put(Integer.valueOf(number), text));
        return entries;
    }

    private static Map<String, String> parts(String entry) {
        return sections(PART, entry);
    }

    /** What follows each heading, up to the next one. */
    private static Map<String, String> sections(Pattern heading, String text) {
        Map<String, String> sections = new TreeMap<>();
        List<MatchResult> starts = heading.matcher(text).results().toList();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1).start() : text.length();
            sections.put(
                    starts.get(i).group(1),
                    text.substring(starts.get(i).end(), end).strip());
        }
        return sections;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
