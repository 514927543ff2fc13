package slipway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of dependencies, held against the poms and the packages of npm. */
class DependenciesPageTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([^ |]+) \\| ([0-9][^ |]*) \\| (?:.* \\| )?([^|]{9,}) \\|$");
    private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)</");
    private static final Pattern PLUGIN =
            Pattern.compile("<artifactId>([a-z-]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern PINNED = Pattern.compile("[0-9]+(\\.[0-9]+)*(-[a-z]+)?");

    @Test
    void everyVersionIsPinnedAndHasItsReason() {
        Map<String, String> used = new TreeMap<>();
        used.putAll(pairs(PROPERTY, pom("")));
        used.putAll(pairs(PLUGIN, pom("")));
        packages().forEach(file -> used.putAll(npm(file)));
        assertThat(used).hasSizeGreaterThan(50);
        assertThat(used.values()).allMatch(version -> PINNED.matcher(version).matches());
        assertThat(pairs(ROW, Pages.read(Pages.ROOT.resolve("docs/dependencies.md"))))
                .isEqualTo(used);
    }

    @Test
    void noModuleNamesAVersionOfItsOwn() {
        for (String module : List.of("functions/", "infra/cdk/", "infra/local/", "infra/cli/")) {
            assertThat(VERSION.matcher(pom(module)).results().map(found -> found.group(1)))
                    .as(module)
                    .allMatch(version -> version.startsWith("${project.") || version.equals("0.1.0"));
        }
    }

    @Test
    void everyPackageOfNpmIsLocked() {
        assertThat(packages()).isNotEmpty().allSatisfy(file -> {
            JsonNode lock = json(file.resolveSibling("package-lock.json"));
            assertThat(lock.path("packages").valueStream().skip(1))
                    .isNotEmpty()
                    .allSatisfy(
                            one -> assertThat(one.path("integrity").asText()).startsWith("sha512-"));
        });
    }

    @Test
    void theBuildSaysWhatIsInTheArchive() {
        assertThat(pom("functions/"))
                .contains("<artifactId>cyclonedx-maven-plugin</artifactId>", "<outputName>functions.cdx</outputName>")
                .contains("<includeTestScope>false</includeTestScope>");
        assertThat(Pages.read(Pages.ROOT.resolve("scripts/build.sh"))).contains("-Dsbom", "functions.cdx.json");
    }

    @Test
    void theArchiveIsMadeTheSameEachTime() {
        assertThat(pom(""))
                .containsPattern("<project.build.outputTimestamp>[0-9T:Z-]+</project.build.outputTimestamp>");
        assertThat(Pages.read(Pages.ROOT.resolve("scripts/prove.sh"))).contains("same_bytes", "functions.zip");
    }

    private static String pom(String module) {
        return Pages.read(Pages.ROOT.resolve(module + "pom.xml"));
    }

    private static Map<String, String> pairs(Pattern pattern, String text) {
        return pattern.matcher(text).results().collect(toMap(found -> found.group(1), found -> found.group(2)));
    }

    private static Map<String, String> npm(Path file) {
        return Stream.of("dependencies", "devDependencies")
                .flatMap(kind -> json(file).path(kind).properties().stream())
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().asText()));
    }

    private static List<Path> packages() {
        return Stream.of(
                        "infra/cdk",
                        "infra/local/agents/assistant",
                        "infra/local/src/test/browser",
                        "infra/local/src/test/javascript")
                .map(folder -> Pages.ROOT.resolve(folder).resolve("package.json"))
                .toList();
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(Pages.read(file));
        } catch (JsonProcessingException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
