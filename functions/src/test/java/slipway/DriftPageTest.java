package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.ledger.DriftReason;

/** The page's table of reasons, row by row as the code has them. */
class DriftPageTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root"), "docs/drift.md");

    @Test
    void everyReasonStandsThereAsItIsToldAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `") && line.split(" \\| ", -1).length == 4)
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(DriftReason.values()).map(DriftPageTest::row).toList());
    }

    private static String row(DriftReason reason) {
        String heals = switch (reason.healedBy()) {
            case NOTHING -> "a person";
            case PUBLISHING -> "publishing again";
            case ROLLOUT -> "a rollout";
            case WAKING -> "waking it";
        };
        return "| `%s` | %s | %s | %s |".formatted(reason.word(), reason.meaning(), heals, reason.remedy());
    }
}
