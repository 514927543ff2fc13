package slipway.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import slipway.image.GateFailure.Reason;

/** What must be true of an image before a version is made of it: AgentCore would find out later, or not at all. */
public final class Gates {
    private static final String PLATFORM = "linux/arm64";
    private static final String ACTIVE = "ACTIVE";
    private static final long LARGEST_BYTES = 2L * 1024 * 1024 * 1024;
    /** RuntimeContainerUri in AgentCore's model, for a private registry. */
    private static final Pattern CONTAINER_URI = Pattern.compile(
            "[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?/[a-z0-9._/-]+:[^:@]{1,300}@.+");

    private Gates() {}

    /** Every gate that the image fails, in the order in which they are worth repairing; empty if it passes. */
    public static List<GateFailure> check(Image image, Optional<ImageDetails> details, String region) {
        var failures = new ArrayList<GateFailure>();
        if (image.uri().length() > Image.LONGEST_URI
                || !CONTAINER_URI.matcher(image.uri()).matches()) {
            failures.add(new GateFailure(
                    Reason.URI_REFUSED, "AgentCore takes no image from %s.".formatted(image.repository())));
        }
        if (!image.repository().region().equals(region)) {
            // Nothing is known about an image elsewhere, so nothing more can be said.
            failures.add(new GateFailure(
                    Reason.WRONG_REGION,
                    "The image is in %s, AgentCore runs images of %s only: replicate the repository."
                            .formatted(image.repository().region(), region)));
            return List.copyOf(failures);
        }
        details.ifPresentOrElse(found -> checkFound(found, failures), () -> failures.add(missing(image)));
        return List.copyOf(failures);
    }

    private static void checkFound(ImageDetails found, List<GateFailure> failures) {
        if (!found.status().equals(ACTIVE)) {
            failures.add(new GateFailure(
                    Reason.IMAGE_NOT_ACTIVE,
                    "ECR says that the image is %s, so it cannot be pulled: restore it or push it again."
                            .formatted(found.status())));
        }
        if (!found.platforms().contains(PLATFORM)) {
            failures.add(new GateFailure(
                    Reason.WRONG_PLATFORM,
                    "The image is built for %s, AgentCore runs %s only: build it with --platform %s."
                            .formatted(
                                    found.platforms().isEmpty()
                                            ? "no known platform"
                                            : String.join(", ", new TreeSet<>(found.platforms())),
                                    PLATFORM,
                                    PLATFORM)));
        }
        if (found.sizeBytes() > LARGEST_BYTES) {
            failures.add(new GateFailure(
                    Reason.TOO_LARGE,
                    "The image has %d bytes, AgentCore takes at most %d: make it smaller."
                            .formatted(found.sizeBytes(), LARGEST_BYTES)));
        }
    }

    private static GateFailure missing(Image image) {
        return new GateFailure(
                Reason.IMAGE_MISSING,
                "ECR holds no image %s in %s: push it again, or ask for one that is there."
                        .formatted(image.digest(), image.repository()));
    }
}
