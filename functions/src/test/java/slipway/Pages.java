package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Documents that tests hold to what they say. */
final class Pages {
    static final Path ROOT = Path.of(System.getProperty("slipway.root"));

    private static final Pattern TEST = Pattern.compile("`(functions|cdk|local|cli) (\\w+)(?:#(\\w+))?`");

    private Pages() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows each heading, up to the next one. */
    static Map<String, String> sections(Pattern heading, String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        List<MatchResult> starts = heading.matcher(text).results().toList();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1).start() : text.length();
            sections.put(
                    starts.get(i).group(1),
                    text.substring(starts.get(i).end(), end).strip());
        }
        return sections;
    }

    /** The tests that a text names: module, class, perhaps method. */
    static List<MatchResult> tests(String text) {
        return TEST.matcher(text).results().toList();
    }

    static void assertIsThere(MatchResult test) {
        String source = source(test.group(1), test.group(2));
        if (test.group(3) != null) {
            assertThat(source)
                    .as(test.group())
                    .containsPattern(
                            "@(Test|ParameterizedTest|Property)\\b(?s:(?!@Test).)*?void " + test.group(3) + "\\(");
        }
    }

    private static String source(String module, String type) {
        Path folder = ROOT.resolve(module.equals("functions") ? module : "infra/" + module)
                .resolve("src/test/java");
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .map(Pages::read)
                    .orElseThrow(() -> new AssertionError("no test " + type + " in " + module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
