package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every incident that the page tells of has a test that shows the guard, and a defect that the test catches. */
class IncidentsPageTest {
    private static final int INCIDENTS = 12;
    /** Of the defect that brings the first incident back. */
    private static final int FIRST = 37;

    private static final Pattern ENTRY = Pattern.compile("(?m)^## (\\d+) .+$");
    private static final Pattern PART = Pattern.compile("(?m)^\\*\\*([^*]+)\\.\\*\\*");
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
                        .allSatisfy(Pages::assertIsThere));
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
            assertThat(Pages.read(Pages.ROOT
                            .resolve("scripts/mutants")
                            .resolve(defects.getFirst().group(1) + ".patch")))
                    .startsWith("# test: " + catcher + "\n# breaks: ");
        });
    }

    private static List<MatchResult> tests(String entry) {
        return Pages.tests(parts(entry).getOrDefault("Shown by", ""));
    }

    private static Map<Integer, String> entries() {
        Map<Integer, String> entries = new TreeMap<>();
        Pages.sections(ENTRY, Pages.read(Pages.ROOT.resolve("docs/incidents.md")))
                .forEach((number, text) -> entries.put(Integer.valueOf(number), text));
        return entries;
    }

    private static Map<String, String> parts(String entry) {
        return Pages.sections(PART, entry);
    }
}
