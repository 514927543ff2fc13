package slipway.local.agentcore;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What AWS documents nowhere, and only a live account could settle. Each question has two answers. */
public enum OpenQuestion {
    /** An update that leaves out the authorizer resets it, so that a runtime for tokens takes IAM, or keeps it. */
    OMITTED_AUTHORIZER("reset", "kept"),
    /** After an update that ended UPDATE_FAILED, DEFAULT points to the new version or again to the old one. */
    DEFAULT_AFTER_FAILURE("new-version", "old-version"),
    /** An endpoint whose move ended UPDATE_FAILED serves nothing, or what it served before. */
    FAILED_ENDPOINT("nothing", "old-version"),
    /** A tag is resolved whenever a session starts, or once by the update that named it. */
    TAG("session", "update"),
    /** Of an index, any image is run whatever it is built for, or the one for arm64. */
    IMAGE_INDEX("any-image", "arm64-image"),
    /** A client token is forgotten at once, or remembered for ever. */
    CLIENT_TOKEN("forgotten", "remembered"),
    /** A version that no endpoint points to is deleted, unless it is the latest, or kept. */
    OLD_VERSIONS("deleted", "kept");

    private final String worse;
    private final String better;

    OpenQuestion(String worse, String better) {
        this.worse = worse;
        this.better = better;
    }

    /** The answer that is harder to live with. */
    public String worse() {
        return worse;
    }

    public String better() {
        return better;
    }

    /** For example {@code omitted-authorizer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static OpenQuestion labelled(String label) {
        return Arrays.stream(values())
                .filter(question -> question.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no open question '%s'; there are %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(OpenQuestion::label).collect(Collectors.joining(", ")))));
    }
}
