package slipway.operate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.image.Digest;
import slipway.image.Image;

/**
 * What AWS has of the things that a target relies on. What could not be found out is absent, and told as a problem.
 *
 * @param versions whether they exist
 * @param images whether they exist
 */
record Sight(Map<Version, Boolean> versions, Map<Digest, Boolean> images, List<Trouble> problems) {

    /**
     * Something that a person should know.
     *
     * @param code a constant that a program can tell apart
     * @param message a sentence with the remedy
     */
    record Trouble(String code, String message) {}

    /** Where AWS is not asked. */
    static Sight none() {
        return new Sight(Map.of(), Map.of(), List.of());
    }

    Optional<Boolean> exists(Version version) {
        return Optional.ofNullable(versions.get(version));
    }

    Optional<Boolean> exists(Image image) {
        return Optional.ofNullable(images.get(image.digest()));
    }
}
