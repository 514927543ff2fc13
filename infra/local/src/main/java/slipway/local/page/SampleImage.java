package slipway.local.page;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.local.ecr.ImageSpec;

/** An image that somebody who looks on can push, to see what becomes of it. */
enum SampleImage {
    /** Goes live. */
    GOOD("good", "arm64", "{\"answer\":{\"answer\":\"ok\"}}"),
    /** Its agent answers, but not what the smoke test of the sample expects. */
    BAD("bad", "arm64", "{\"answer\":{\"answer\":\"I feel unwell\"}}"),
    /** Its agent takes longer than the 30 s that a smoke test allows where the declaration does not say. */
    SLOW("slow", "arm64", "{\"answer\":{\"answer\":\"ok\"},\"delayMillis\":31000}"),
    /** AgentCore runs arm64 alone. */
    WRONG_ARCHITECTURE("wrong-architecture", "amd64", "{\"answer\":{\"answer\":\"ok\"}}");

    private final String word;
    private final String architecture;
    private final String script;

    SampleImage(String word, String architecture, String script) {
        this.word = word;
        this.architecture = architecture;
        this.script = script;
    }

    String word() {
        return word;
    }

    static Optional<SampleImage> of(String word) {
        return Arrays.stream(values()).filter(image -> image.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(SampleImage::word).collect(Collectors.joining(", "));
    }

    /** @param version makes it an image of its own */
    ImageSpec spec(String version) {
        return new ImageSpec(List.of(architecture), Map.of("slipway.local.agent", script, "version", version), 0);
    }
}
