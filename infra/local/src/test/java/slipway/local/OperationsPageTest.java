package slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.Place;

/** The page says which operations there are. Run with SLIPWAY_WRITE=yes in the environment, the test writes it. */
class OperationsPageTest {
    private static final String NAME = "docs/local-cloud.md";
    private static final Path PAGE = Path.of(System.getProperty("slipway.root"), NAME);

    @TempDir
    private Path folder;

    @Test
    void thePageListsTheOperationsThatThereAre() throws IOException {
        OperationsPage page = new OperationsPage(Files.readString(PAGE));
        OperationsPage current = page.with(operations());
        if (System.getenv().containsKey("SLIPWAY_WRITE")) {
            Files.writeString(PAGE, current.text());
            return;
        }
        assertThat(page.text())
                .as("%s is stale; this writes it: SLIPWAY_WRITE=yes scripts/test.sh local OperationsPageTest", NAME)
                .isEqualTo(current.text());
    }

    private SortedMap<String, SortedSet<String>> operations() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"artifacts\":{}}");
        Place place = new Place("111122223333", "eu-central-1");
        try (LocalCloud cloud = new LocalCloud(folder, place, 0, 1, (wanted, made, done, total) -> {})) {
            return cloud.operations();
        }
    }
}
