package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.local.LocalCloud;

/** What runs here is the template: spoilt in one place, it breaks, and it shows where. */
@Timeout(180)
class TemplateEditsIT {
    private static final Templates SYNTHESIZED = Templates.synthesized();

    static Stream<Edit> edits() {
        return Edit.all(SYNTHESIZED);
    }

    @Test
    void asSynthesizedTheStoryEndsWellAndNoSignShows() {
        try (LocalCloud cloud = Stage.open(SYNTHESIZED)) {
            Scene scene = Stage.scene(cloud, Patience.of(Duration.ofSeconds(60)));

            ShortStory.tell(scene);

            assertThat(edits().filter(edit -> edit.sign().shows(scene))).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void spoiltInOnePlaceItDoesNotEndWellAndItShows(Edit edit, @TempDir Path folder) {
        Templates spoilt = SYNTHESIZED.copy(folder);
        edit.change().accept(spoilt);
        spoilt.save();
        try (LocalCloud cloud = Stage.open(spoilt)) {
            Scene looking = Stage.scene(cloud, Patience.of(Duration.ZERO));
            Scene scene = Stage.scene(cloud, edit.sign().patience(looking));

            assertThatThrownBy(() -> ShortStory.tell(scene))
                    .isInstanceOf(StoryFailed.class)
                    .hasMessageStartingWith("the sign shows, and waiting is in vain");
        }
    }
}
