package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {
    private static final String URI =
            "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.4.2@sha256:" + "a".repeat(64);

    @Test
    void isDeployedByTagAndDigest() {
        assertThat(Samples.image("1.4.2", "a").uri()).isEqualTo(URI);
    }

    @Test
    void readsWhatItWrote() {
        assertThat(Image.parse(URI)).isEqualTo(Samples.image("1.4.2", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.4.2",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support@sha256:aaaa",
                "public.ecr.aws/agents/support:1@sha256:aaaa",
                "https://111122223333.dkr.ecr.eu-central-1.amazonaws.com/a/b:1@sha256:aaaa",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/Agents:1@sha256:aaaa",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/a//b:1@sha256:aaaa",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/ab:-1@sha256:aaaa",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com/ab:1@sha512:aaaa",
                "111122223333.dkr.ecr.cn-north-1.amazonaws.com/ab:1@sha256:aaaa",
            })
    void refusesWhatIsNoPinnedImage(String text) {
        var uri = text.replace("sha256:aaaa", "sha256:" + "a".repeat(64));
        assertThatThrownBy(() -> Image.parse(uri)).isInstanceOf(InvalidImage.class);
    }

    @Test
    void theRefusalNamesFieldValueAndRemedyAndForgesNoLogLine() {
        assertThatThrownBy(() -> Image.parse("evil\nERROR all is lost"))
                .hasMessage("image \"evil?ERROR all is lost\": write it pinned, as"
                        + " ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG@sha256:DIGEST");
    }

    @Test
    void aVeryLongTextIsRefusedAtOnce() {
        var longest = URI.replace("agents/support", "a-".repeat(200_000) + "a");
        assertThatThrownBy(() -> Image.parse(longest))
                .isInstanceOf(InvalidImage.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void theRegistryOfAChineseRegionHasItsOwnDomain() {
        var repository = new Repository("111122223333", "cn-north-1", "ab");
        assertThat(repository.host()).isEqualTo("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn");
        var image = new Image(repository, new Tag("1"), Samples.digest("b"));
        assertThat(Image.parse(image.uri())).isEqualTo(image);
    }

    @Test
    void aDigestIsShortForPeople() {
        assertThat(Samples.digest("a").shortForm()).isEqualTo("aaaaaaaaaaaa");
    }
}
