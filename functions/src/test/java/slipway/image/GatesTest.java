package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.image.GateFailure.Reason;

class GatesTest {
    private static final long TWO_GIBIBYTES = 2_147_483_648L;
    private final Image image = Samples.image("1.4.2", "a");

    @Test
    void anActiveArm64ImageOfTheRegionPasses() {
        assertThat(check(details("ACTIVE", TWO_GIBIBYTES, "linux/arm64", "linux/amd64")))
                .isEmpty();
    }

    @Test
    void anImageThatIsNotThereIsMissing() {
        assertThat(Gates.check(image, Optional.empty(), "eu-central-1"))
                .extracting(GateFailure::reason)
                .containsExactly(Reason.IMAGE_MISSING);
    }

    @Test
    void everyFailureIsSaidAtOnce() {
        assertThat(check(details("ARCHIVED", TWO_GIBIBYTES + 1, "linux/amd64")))
                .extracting(GateFailure::reason)
                .containsExactly(Reason.IMAGE_NOT_ACTIVE, Reason.WRONG_PLATFORM, Reason.TOO_LARGE);
    }

    @Test
    void theSentenceTellsWhatToDo() {
        assertThat(check(details("ACTIVE", 1, "linux/amd64")))
                .extracting(GateFailure::sentence)
                .containsExactly("The image is built for linux/amd64, AgentCore runs linux/arm64 only:"
                        + " build it with --platform linux/arm64.");
    }

    @Test
    void anIndexOfThousandsOfPlatformsMakesAShortSentence() {
        var platforms =
                IntStream.range(1000, 9000).mapToObj(n -> "linux/cpu" + n).collect(Collectors.toSet());
        var details = new ImageDetails(image.digest(), 1, Samples.NOON, "ACTIVE", platforms, List.of());
        assertThat(Gates.check(image, Optional.of(details), "eu-central-1"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.sentence())
                        .contains("linux/cpu1009 and 7990 more")
                        .hasSizeLessThan(500));
    }

    @Test
    void anImageOfAnotherRegionIsNotLookedAtFurther() {
        assertThat(Gates.check(image, Optional.empty(), "us-east-1"))
                .extracting(GateFailure::reason)
                .containsExactly(Reason.WRONG_REGION);
    }

    @Test
    void aRegistryThatAgentCoreDoesNotKnowIsRefused() {
        var repository = new Repository("111122223333", "eusc-de-east-1", "agents/support");
        var sovereign = new Image(repository, image.tag(), image.digest());
        assertThat(Gates.check(sovereign, details("ACTIVE", 1, "linux/arm64"), "eusc-de-east-1"))
                .extracting(GateFailure::reason)
                .containsExactly(Reason.URI_REFUSED);
    }

    private List<GateFailure> check(Optional<ImageDetails> details) {
        return Gates.check(image, details, "eu-central-1");
    }

    private Optional<ImageDetails> details(String status, long size, String... platforms) {
        return Optional.of(
                new ImageDetails(image.digest(), size, Samples.NOON, status, Set.of(platforms), List.of(image.tag())));
    }
}
