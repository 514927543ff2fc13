package slipway.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Answer;
import slipway.local.edge.Incoming;
import slipway.local.page.Snapshot.Image;

final class PushButtonTest {
    @Test
    void nextVersionIsAMinorOneAfterTheHighestByNumber() {
        assertThat(PushButton.next(List.of("1.9.3", "1.10.1", "latest", "0.99.0")))
                .isEqualTo("1.11.0");
        assertThat(PushButton.next(List.of("2.0.0", "1.10.0"))).isEqualTo("2.1.0");
    }

    @Test
    void firstVersionIsOne() {
        assertThat(PushButton.next(List.of("latest", "1.2", "1.2.3-rc.1", "v1.2.3")))
                .isEqualTo("1.0.0");
    }

    @Test
    void registryThatRefusesIsQuoted() throws IOException {
        PushButton button = new PushButton(repository -> Optional.of(List.of()), (repository, tag, image) -> {
            throw new IllegalStateException("The registry answered 400: the tag is immutable");
        });

        Answer answer = button.handle(pushed("{\"repository\":\"agents/support\",\"image\":\"good\"}"));

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        answer.body().writeTo(said);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(said.toString(UTF_8)).isEqualTo("{\"message\":\"The registry answered 400: the tag is immutable\"}");
    }

    private static Incoming pushed(String body) {
        Map<String, String> headers = Map.of("host", "127.0.0.1:4566", "content-type", "application/json");
        return new Incoming(
                "POST", PushButton.PATH, "", Map.of(), headers, new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    @Test
    void imageIsToldByItsTagAndTheFirstDigitsOfItsDigest() {
        assertThat(Words.image("111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.2.0@sha256:"
                        + "0123456789ab".repeat(5) + "cdef"))
                .isEqualTo(new Image("agents/support", "1.2.0", "0123456789ab"));
        assertThat(Words.image("agents support latest")).isEqualTo(new Image("", "agents support latest", null));
    }

    @Test
    void longTextIsCut() {
        assertThat(Words.cut("x".repeat(100_000))).hasSizeLessThan(500).endsWith("…");
    }
}
