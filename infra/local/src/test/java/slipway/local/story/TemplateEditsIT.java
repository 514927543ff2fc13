package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.local.LocalCloud;
import slipway.local.assembly.DeploymentFailed;

/** What runs here is the template: spoilt in one place, it breaks, and it shows where. */
@Timeout(300)
class TemplateEditsIT {
    private static final Templates SYNTHESIZED = Templates.synthesized();

    static Stream<Edit> edits() {
        return Edit.all(SYNTHESIZED);
    }

    static Stream<Edit> undeployable() {
        return Edit.undeployable(SYNTHESIZED);
    }

    @TempDir
    private Path folder;

    @Test
    void asSynthesizedTheStoryEndsWellAndNoSignShows() {
        try (LocalCloud cloud = Stage.open(spoilt(_ -> {}))) {
            Scene scene = Stage.scene(cloud, Patience.of(Duration.ofMinutes(2)));

            ShortStory.tell(scene);

            assertThat(edits().filter(edit -> edit.sign().shows(scene))).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void spoiltInOnePlaceItDoesNotEndWellAndItShows(Edit edit) {
        try (LocalCloud cloud = Stage.open(spoilt(edit.change()))) {
            Scene looking = Stage.scene(cloud, Patience.of(Duration.ZERO));
            Scene scene = Stage.scene(cloud, edit.sign().patience(looking));

            assertThatThrownBy(() -> ShortStory.tell(scene))
                    .isInstanceOf(StoryFailed.class)
                    .hasMessageStartingWith("the sign shows, and waiting is in vain");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("undeployable")
    void withoutWhatAwsChecksItIsNotEvenDeployed(Edit edit) {
        Templates spoilt = spoilt(edit.change());

        assertThatThrownBy(() -> Stage.open(spoilt))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining("The function's execution role does not have permissions to call sqs:");
    }

    /** Of one target alone: two more of another runtime would do the same, and take their time. */
    private Templates spoilt(Consumer<Templates> change) {
        Templates copy = SYNTHESIZED.copy(folder);
        copy.removeDeclarationsBut("/targets/support");
        // A sweep would put right what an edit spoils.
        copy.resources("AWS::Scheduler::Schedule")
                .values()
                .forEach(schedule -> schedule.withObjectProperty("Properties").put("State", "DISABLED"));
        change.accept(copy);
        copy.save();
        return copy;
    }
}
