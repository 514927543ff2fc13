package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.ledger.Loss;

/** The page's table of what is lost, row by row as {@code slipway rebuild} tells it. */
class RebuildPageTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root"), "docs/rebuild.md");

    @Test
    void everythingThatIsLostStandsThereAsItIsToldAndNothingElse() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## What is lost"))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(Loss.values())
                        .map(loss -> "| %s | %s |".formatted(loss.what(), loss.remedy()))
                        .toList());
    }
}
