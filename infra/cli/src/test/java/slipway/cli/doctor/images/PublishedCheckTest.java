package slipway.cli.doctor.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding;
import slipway.cli.plane.Environment;
import slipway.image.Image;

class PublishedCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);
    private static final String PATH = "/slipway/prod/images";
    private static final Set<String> PUBLISHED = Set.of(
            PATH + "/support/live-image",
            PATH + "/support/image-tag",
            PATH + "/support-old/image-tag",
            PATH + "/support-old/desired-image");

    @Test
    void whatDeclaredTargetsPublishIsWell() {
        assertThat(PublishedCheck.orphans(PATH, PUBLISHED, Set.of("support", "support-old"), PROD))
                .isEmpty();
    }

    @Test
    void whatOutlivedItsDeclarationIsFoundWithItsRemedy() {
        assertThat(PublishedCheck.orphans(PATH, PUBLISHED, Set.of("support"), PROD))
                .containsExactly(
                        Finding.warning(
                                "Nobody declares the target support-old, and its images are still published.",
                                "aws --region eu-central-1 ssm delete-parameters --names /slipway/prod/images/support-old/desired-image /slipway/prod/images/support-old/image-tag"));
    }

    @Test
    void aTagWhoseImageIsGoneSaysWhatToDo() {
        var image = Image.parse(
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.4.2@sha256:" + "a".repeat(64));
        assertThat(PublishedCheck.gone("support", image).what())
                .isEqualTo("The image that support publishes, agents/support:1.4.2 (aaaaaaaaaaaa), is gone from ECR:"
                        + " a stack that reads the tag cannot be deployed.");
    }
}
