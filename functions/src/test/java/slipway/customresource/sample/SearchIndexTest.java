package slipway.customresource.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.customresource.KitWorld;
import slipway.customresource.RequestSamples;

/** The page's resource does what the page says, and stands there as it is compiled here. */
class SearchIndexTest {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
    private static final String TYPE = "Custom::SearchIndex";

    private final Searching searching = new Searching();
    private final KitWorld world = new KitWorld(new SearchIndex(searching));

    @Test
    void anIndexIsMadeResizedReplacedAndDeleted() {
        JsonNode made = answer(RequestSamples.create(TYPE, properties("books", "2")));
        assertThat(made.at("/Data/Url").asText()).isEqualTo("https://search.example.com/books");
        String id = made.path("PhysicalResourceId").asText();

        JsonNode resized = answer(RequestSamples.update(TYPE, id, properties("books", "2"), properties("books", "4")));
        assertThat(resized.path("PhysicalResourceId").asText()).isEqualTo(id);
        assertThat(searching.indexes).containsEntry("books", 4L);

        JsonNode replaced = answer(RequestSamples.update(TYPE, id, properties("books", "4"), properties("films", "4")));
        assertThat(replaced.path("PhysicalResourceId").asText()).isEqualTo("films");

        JsonNode deleted = answer(RequestSamples.delete(TYPE, id, properties("books", "4")));
        assertThat(deleted.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(searching.indexes).containsOnlyKeys("films");
    }

    @Test
    void thePageShowsWhatIsCompiled() throws IOException {
        String source = Files.readString(
                ROOT.resolve("functions/src/test/java/slipway/customresource/sample/SearchIndex.java"));
        String shown = source.substring(source.indexOf("/** {@code"));
        assertThat(Files.readString(ROOT.resolve("docs/custom-resources.md"))).contains("```java\n" + shown + "```\n");
        assertThat(shown.lines().filter(line -> !line.isBlank() && !line.strip().equals("@Override")))
                .as("forty lines")
                .hasSizeLessThanOrEqualTo(40);
    }

    private JsonNode answer(ObjectNode request) {
        return world.answer(request.put("RequestId", "request-" + world.answers.size()))
                .json();
    }

    private static Map<String, String> properties(String name, String shards) {
        return Map.of("Name", name, "Shards", shards);
    }

    private static final class Searching implements SearchService {
        private final Map<String, Long> indexes = new TreeMap<>();
        private int looks;

        @Override
        public String make(String name, long shards, String token) {
            indexes.put(name, shards);
            return name;
        }

        @Override
        public void resize(String id, long shards) {
            indexes.put(id, shards);
        }

        @Override
        public void delete(String id) {
            indexes.remove(id);
        }

        @Override
        public boolean exists(String id) {
            return indexes.containsKey(id);
        }

        @Override
        public boolean isReady(String id) {
            return ++looks % 3 == 0;
        }

        @Override
        public String url(String id) {
            return "https://search.example.com/" + id;
        }
    }
}
