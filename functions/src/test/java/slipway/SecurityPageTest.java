package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the page says to stop somebody has a test that shows it. */
class SecurityPageTest {
    private static final Pattern ENTRY = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern PART = Pattern.compile("(?m)^\\*\\*([^*]+)\\.\\*\\*");
    private static final Pattern GUARD = Pattern.compile("(?m)^- ([STRIDE]): (.+)$");
    private static final Pattern THREAT = Pattern.compile("\\(([STRIDE](?:, [STRIDE])*)\\)");

    @Test
    void whoeverMayWriteHasAnEntryWithThreeParts() {
        assertThat(entries().keySet())
                .containsExactly(
                        "A declaration",
                        "The desired image",
                        "An image",
                        "An event",
                        "An operator's request",
                        "A stack's request",
                        "Secrets",
                        "The deployable");
        entries()
                .forEach((who, entry) -> assertThat(Pages.sections(PART, entry).keySet())
                        .as(who)
                        .containsExactly("At worst", "Stops it", "Stays"));
    }

    @Test
    void everythingThatCouldHappenIsStopped() {
        entries().forEach((who, entry) -> {
            List<String> guarded = GUARD.matcher(part(entry, "Stops it"))
                    .results()
                    .map(guard -> guard.group(1))
                    .toList();
            List<String> threats = THREAT.matcher(part(entry, "At worst"))
                    .results()
                    .flatMap(threat -> Pattern.compile(", ").splitAsStream(threat.group(1)))
                    .toList();
            assertThat(threats).as(who).isNotEmpty();
            assertThat(guarded).as(who).containsAll(threats);
        });
        assertThat(Pages.read(Pages.ROOT.resolve("docs/security.md")))
                .contains("- S:", "- T:", "- R:", "- I:", "- D:", "- E:");
    }

    @Test
    void everyGuardNamesTestsThatAreThere() {
        entries()
                .forEach((who, entry) -> part(entry, "Stops it").lines().forEach(line -> {
                    assertThat(line).as(who).containsPattern(GUARD);
                    assertThat(Pages.tests(line)).as(line).isNotEmpty().allSatisfy(Pages::assertIsThere);
                }));
    }

    private static String part(String entry, String name) {
        return Pages.sections(PART, entry).getOrDefault(name, "");
    }

    private static Map<String, String> entries() {
        return Pages.sections(ENTRY, Pages.read(Pages.ROOT.resolve("docs/security.md")));
    }
}
