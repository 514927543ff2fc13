package slipway.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2031-02-03T04:05:06Z"));

    @TempDir
    private Path folder;

    @Test
    void whatAPartHeldIsGivenBackAndTimeGoesOn() throws IOException {
        try (StateFolder state = StateFolder.open(folder.resolve("new"))) {
            assertThat(state.time()).isEqualTo(Instant.MIN);
            state.keep(List.of(new Note("first")), CLOCK);
        }

        Note note = new Note("");
        try (StateFolder state = StateFolder.open(folder.resolve("new"))) {
            assertThat(state.time()).isEqualTo(CLOCK.instant());
            state.keep(List.of(note), CLOCK);
        }

        assertThat(note.text).isEqualTo("first");
    }

    @Test
    void whatACloudOfAnotherVersionWroteIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("cloud.json"), "{\"schema\":7}");

        assertThatThrownBy(() -> StateFolder.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The state in %s has the schema 7; this local cloud knows 1: delete the folder, or name another one",
                        folder);
        assertThat(folder.resolve("cloud.json")).hasContent("{\"schema\":7}");
    }

    @Test
    void aFileThatIsNotJsonIsNamed() throws IOException {
        Files.writeString(folder.resolve("note.json"), "{");

        try (StateFolder state = StateFolder.open(folder)) {
            assertThatThrownBy(() -> state.keep(List.of(new Note("")), CLOCK))
                    .hasMessageContaining("note.json cannot be read");
        }
        assertThat(folder.resolve("note.json")).hasContent("{");
    }

    private static final class Note implements Kept {
        private String text;

        Note(String text) {
            this.text = text;
        }

        @Override
        public String name() {
            return "note";
        }

        @Override
        public JsonNode contents() {
            return TextNode.valueOf(text);
        }

        @Override
        public void restore(JsonNode contents) {
            text = contents.asText();
        }
    }
}
